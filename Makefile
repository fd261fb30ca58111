PYTHON ?= python3
.PHONY: demo test test-postgresql coverage lint tidy types imports migrations messages guard bench real-data screens ci lock install assets help
demo test test-postgresql coverage lint tidy types imports migrations messages guard bench real-data screens ci lock install assets help:; @$(PYTHON) tools/dev.py $@
