"""Everything that is not the driver: its configuration is Cinder's own; dictionaries stand for the database."""

import contextlib
import datetime
import functools
import io
import logging
import time
import types
from unittest import mock

from harness import sdk  # first: the driver imports the vendor's SDK, which needs the shim

from cinder.volume import configuration, driver as base  # noqa: E402
from cinder.volume.drivers.datera import datera_api22, datera_common, datera_iscsi  # noqa: E402
from cinder.volume.drivers.san import san  # noqa: E402
from oslo_config import cfg  # noqa: E402

# The driver warns of what is done here on purpose.
logging.getLogger().addHandler(logging.NullHandler())

GROUP = "datera"
VERSION = datera_iscsi.DateraDriver.VERSION
CHAP = ("cinderuser", "secretsecret1")


class Types:
    """The volume types and QoS specifications that Cinder would keep in its database."""

    def __init__(self):
        self._types = {}
        self._qos = {}

    def add(self, name, qos=None, **specs):
        self._types[name] = {
            "id": name, "name": name, "extra_specs": {f"DF:{key}": value for key, value in specs.items()},
            "qos_specs_id": name if qos else None}
        self._qos[name] = {"specs": dict(qos or {})}

    def get(self, _context, name, *_, **__):
        # A copy each time, as from a database: the driver writes into what it gets.
        found = self._types[name]
        return {**found, "extra_specs": dict(found["extra_specs"])}

    def get_qos(self, _context, name):
        return self._qos[name]


@contextlib.contextmanager
def driver(array, types_, tenant="", chap=False, **options):
    """The unmodified class, configured by oslo.config as a cinder-volume service would."""
    oslo = cfg.CONF
    oslo([], project="cinder", default_config_files=[])
    settings = configuration.Configuration(san.san_opts, config_group=GROUP)
    settings.append_config_values(datera_iscsi.d_opts)
    values = {
        "san_ip": array.host, "san_login": "admin", "san_password": "password", "volume_backend_name": "Datera",
        "datera_tenant_id": tenant, "use_chap_auth": chap, "chap_username": CHAP[0], "chap_password": CHAP[1],
        **options}
    # The SDK's cache of `/api` would be one file for all arrays of this machine.
    get_api = functools.partial(sdk._get_api, schema_loc=array.path("schema-of-cinder"))
    with contextlib.ExitStack() as stack:
        for target, name, stub in (
                (datera_iscsi.dfs_sdk, "get_api", get_api),
                (datera_common.volume_types, "get_volume_type", types_.get),
                (datera_common.qos_specs, "get_qos_specs", types_.get_qos)):
            stack.enter_context(mock.patch.object(target, name, stub))
        # Registers the options that the base classes bring along; only then can they be set.
        datera_iscsi.DateraDriver(configuration=settings)
        for key, value in values.items():
            oslo.set_override(key, value, group=GROUP)
        try:
            made = datera_iscsi.DateraDriver(configuration=settings)
            made.do_setup(None)
            yield made
        finally:
            for key in values:
                oslo.clear_override(key, group=GROUP)


def configured(path):
    """What Cinder takes from a cinder.conf for its backend."""
    oslo = cfg.CONF
    oslo([], project="cinder", default_config_files=[path])
    try:
        settings = configuration.Configuration(san.san_opts, config_group=GROUP)
        settings.append_config_values(datera_iscsi.d_opts)
        settings.append_config_values(base.volume_opts)
        names = [option.name for option in datera_iscsi.d_opts] + [
            "san_ip", "san_login", "san_password", "use_chap_auth", "chap_username", "chap_password"]
        return {**{name: getattr(settings, name) for name in names}, "default_volume_type": oslo.default_volume_type}
    finally:
        oslo([], project="cinder", default_config_files=[])


class Sleeps:
    """While entered, nobody waits; the seconds are added up."""

    def __enter__(self):
        self.seconds = 0
        self._sleep = time.sleep
        time.sleep = self._count
        return self

    def _count(self, seconds):
        self.seconds += seconds

    def __exit__(self, *_):
        time.sleep = self._sleep


def attachment(connector):
    return types.SimpleNamespace(connector=connector)


@contextlib.contextmanager
def image_tools(virtual_size):
    """Glance, qemu-img and the host's iSCSI initiator, for the image cache: no data is moved."""
    connector = mock.Mock()
    connector.get_initiator.return_value = "iqn.1993-08.org.debian:01:cinder-volume-1"
    connector.connect_volume.return_value = {"path": "/dev/null"}
    information = types.SimpleNamespace(file_format="raw", backing_file=None, virtual_size=virtual_size)
    image_utils = datera_api22.image_utils
    with mock.patch.object(image_utils.TemporaryImages, "fetch",
                           lambda *_: contextlib.nullcontext(io.BytesIO())), \
            mock.patch.object(image_utils, "qemu_img_info", lambda *_, **__: information), \
            mock.patch.object(image_utils, "convert_image", lambda *_, **__: None), \
            mock.patch.object(datera_api22.volutils, "brick_get_connector", lambda *_, **__: connector):
        yield


LONG_AGO = datetime.datetime(2001, 1, 1)
