"""One client on one array in one setting, and the objects that most parts of the tour begin with."""

import itertools
import json

import requests

from harness import sdk

GIB = 1 << 30
NO_UUID = "00000000-0000-0000-0000-000000000000"


class Visit:
    def __init__(self, array, version, checks):
        self.array = array
        self.version = version
        self.product = array.product
        self.checks = checks
        self.modern = version != "v2.1"
        self.has_policies = array.product >= "3.3"
        self.api = sdk.connect(array, version)
        self._numbers = itertools.count(1)

    def name(self, prefix):
        """A name that nothing else in this visit has; versions share an array, so it also names the version."""
        return "{}-{}-{}".format(prefix, self.version.replace(".", ""), next(self._numbers))

    def iqn(self):
        return "iqn.1993-08.org.debian:01:" + self.name("host")

    def initiator(self, tenant="/root"):
        """A registered host; the force that newer versions want is unknown to the old one."""
        force = {"force": True} if self.modern else {}
        return self.api.initiators.create(tenant=tenant, id=self.iqn(), name=self.name("host"), **force)

    def app(self, tenant="/root", name=None, size=5, volume=None, storage=None, **more):
        """An app instance with one volume."""
        volume = {"name": "volume-1", "size": size, "replica_count": 2, **(volume or {})}
        storage = {"name": "storage-1", "volumes": [volume], **(storage or {})}
        return self.api.app_instances.create(
            tenant=tenant, name=name or self.name("app"), storage_instances=[storage], **more)

    def storage(self, app, tenant="/root"):
        return app.storage_instances.get("storage-1", tenant=tenant)

    def volume(self, app, tenant="/root"):
        return self.storage(app, tenant).volumes.get("volume-1", tenant=tenant)

    def remove(self, *apps, tenant="/root"):
        for app in apps:
            app.set(tenant=tenant, admin_state="offline", force=True)
            app.delete(tenant=tenant)

    def raw(self, method, path, body=None, tenant="/root", login=True, version=None, headers=None, **options):
        """A request as another client than the SDK would send it."""
        sent = {} if tenant is None else {"tenant": tenant}
        if login:
            # Any request makes the SDK renew its key when that is needed.
            self.api.system.get()
            sent["Auth-Token"] = self.api.context.connection.auth_key
        if body is not None:
            options["data"] = body if isinstance(body, (str, bytes)) else json.dumps(body)
        sent.update(headers or {})
        version = self.version if version is None else version
        return requests.request(
            method, "/".join(filter(None, [self.array.base, version, path])), headers=sent, timeout=30, **options)
