# 产业技术政策知识库门户：make help 列出全部目标。只需要 Python ≥ 3.11、make 和一个软件包源。
PYTHON ?=
HOST ?= 127.0.0.1
PORT ?= 8000
export PYTHON

VENV_PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run test check format lock sbom bench memory slowest mutants failover soak clean

help:  ## 显示这份说明
	@sed -n 's/^\([a-z]*\):  ## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-14s%s\n", $$1, $$2}'

# exec: make's child is the server itself, which Ctrl-C and SIGTERM must reach.
run:  ## 准备好一切并提供服务（PORT=8001 换端口，HOST= 换地址）
	@deploy/bootstrap.sh runtime
	@exec $(VENV_PYTHON) manage.py serve --host "$(HOST)" --port "$(PORT)"

# One process more than there are processors: tests wait for servers, browsers and the database. What Python has
# compiled is kept, even where the shell says otherwise: they start the portal again and again.
test: export PYTHONDONTWRITEBYTECODE =
test:  ## 在真实的 PostgreSQL 上运行全部测试（ARGS=路径 只运行一部分）
	@deploy/bootstrap.sh dev
	@exec $(VENV_PYTHON) -m pytest $(or $(ARGS),-n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) --maxprocesses 5 --dist loadfile --no-loadscope-reorder)

check:  ## 代码风格、模板、脚本、类型、迁移、部署设置、措施的限定、架构、安全
	@deploy/bootstrap.sh dev
	@deploy/check.sh

format:  ## 按统一格式改写代码
	@deploy/bootstrap.sh dev
	@$(VENV_PYTHON) -m ruff check --fix .
	@$(VENV_PYTHON) -m ruff format .

lock:  ## 由 pyproject.toml 重新生成锁定文件
	@deploy/bootstrap.sh dev
	@deploy/lock.sh

sbom:  ## 软件物料清单（CycloneDX 1.6，JSON）写到 sbom.json（ARGS=文件名）
	@deploy/bootstrap.sh dev
	@exec $(VENV_PYTHON) deploy/sbom.py $(or $(ARGS),sbom.json)

bench:  ## 测量页面与检索（ARGS="--corpus 语料" 再测大的；ARGS=servers 比较网页服务器；docs/benchmarks.md）
	@deploy/bootstrap.sh runtime
	@deploy/bench/run.sh $(ARGS)

memory:  ## 量内存和启动时间（ARGS="--data 数据目录 --minutes 10"；docs/operations.md）
	@deploy/bootstrap.sh runtime
	@exec $(VENV_PYTHON) deploy/bench/memory.py $(ARGS)

slowest:  ## 给文本函数各种极端的输入，报告最慢的（ARGS= 输入的个数）
	@deploy/bootstrap.sh dev
	@$(VENV_PYTHON) -m tests.articles.text.hostile $(ARGS)

mutants:  ## 逐处改动规则模块，看测试是否发现（ARGS=guidance.matching 只测一处；docs/decisions/0032）
	@deploy/bootstrap.sh dev
	@$(VENV_PYTHON) deploy/mutants/run.py $(ARGS)

failover:  ## 演练主库切换：在读写之下杀掉主库（ARGS="--kills 30"；要 etcd、haproxy、patroni；docs/operations.md）
	@deploy/bootstrap.sh dev
	@exec $(VENV_PYTHON) -m deploy.failover $(ARGS)

soak:  ## 在读、写、导入之下逐一弄坏各部分，再核对（SOAK_MINUTES=10；docs/operations.md）
	@deploy/bootstrap.sh dev
	@exec $(VENV_PYTHON) -m deploy.soak --minutes $(or $(SOAK_MINUTES),10) $(ARGS)

clean:  ## 删除虚拟环境和缓存（不动数据目录 .data）
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
