# Two commands matter: `make demo` and `make test`. Everything else is in `make help`.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
VENV := .venv
RUN := $(VENV)/bin/python
SERVE ?= 1
HOST ?= 127.0.0.1
PORT ?= 8000
CASES ?= 100000

.PHONY: help setup demo serve test lint bench lock clean distclean recount

help: ## 显示这份说明
	@echo "双拥工作平台。常用：make demo（看一看）、make test（全部检查）。"
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'
	@echo "  可设：PYTHON=解释器路径  HOST=地址  PORT=端口  SERVE=0（演示只打印任务表和账号，不启动服务）"

setup: python
	@$(PYTHON) tools/setup.py

.PHONY: python setup-dev setup-bench
python:
	@test -n "$(PYTHON)" || { echo "没有找到 Python。请安装 Python 3.11，或用 make PYTHON=路径 指明。" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] < (3, 11))' || { echo "需要 Python 3.11 或更新的版本，现在是 `$(PYTHON) --version 2>&1`（$(PYTHON)）。请安装 Python 3.11，或用 make PYTHON=路径 指明。" >&2; exit 1; }

setup-dev: python
	@$(PYTHON) tools/setup.py dev

setup-bench: python
	@$(PYTHON) tools/setup.py bench

demo: setup ## 准备环境、读样例公文、打印任务表、建好演示区并打印账号，然后启动服务（SERVE=0 则不启动）
	@$(VENV)/bin/shuangyong demo --host $(HOST) --port $(PORT) $(if $(filter 0 no false,$(SERVE)),--no-serve)

LONG_AGO = $(shell $(PYTHON) -c "import datetime; print(datetime.date.today() - datetime.timedelta(days=100))")

recount: ## 得分用另一套算法从原始记录重算，逐项比对：今天的、一百天以前那一天的
	@$(VENV)/bin/shuangyong score --json | $(VENV)/bin/python -m tools.recount --against -
	@$(VENV)/bin/shuangyong score --on $(LONG_AGO) --known-on $(LONG_AGO) --json | $(VENV)/bin/python -m tools.recount --against -

serve: setup ## 启动服务
	@$(VENV)/bin/shuangyong serve --host $(HOST) --port $(PORT)

test: setup-dev ## 全部检查：规范、类型、SQLite 与 PostgreSQL 上的测试、浏览器测试
	@$(RUN) tools/check.py

lint: setup-dev ## 只查规范与类型
	@$(RUN) tools/check.py --lint

bench: setup-bench ## 比速度，打印倍数：读文件、清单和办理（CASES=10000000 量一千万件）
	@$(RUN) -m bench.reading
	@$(RUN) -m bench.cases --cases $(CASES)

lock: setup-dev ## 重新锁定依赖版本（改了 requirements/*.in 之后）
	@UV=$(CURDIR)/$(VENV)/bin/uv tools/lock.sh

clean: ## 删除缓存与产物（保留 var/ 里的数据）
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist node_modules
	@find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

distclean: clean ## 连同虚拟环境和样式文件一起删除（仍保留 var/）
	@rm -rf $(VENV) shuangyong/desk/static/vendor
