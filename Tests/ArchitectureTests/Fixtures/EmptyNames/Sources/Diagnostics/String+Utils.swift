extension String {}
