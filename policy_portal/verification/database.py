"""What PostgreSQL itself should have kept: constraints, foreign keys, unique values, triggers."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

_CHECKS = """
SELECT c.conrelid::regclass::text, c.conname, pg_get_expr(c.conbin, c.conrelid)
FROM pg_constraint c WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_KEYS = """
SELECT c.conrelid::regclass::text, c.conname, c.confrelid::regclass::text,
    (SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1]),
    (SELECT attname FROM pg_attribute WHERE attrelid = c.confrelid AND attnum = c.confkey[1])
FROM pg_constraint c
WHERE c.contype = 'f' AND array_length(c.conkey, 1) = 1 AND c.connamespace = 'public'::regnamespace
ORDER BY 1, 2
"""
_UNIQUE = """
SELECT i.indrelid::regclass::text, i.indexrelid::regclass::text,
    array(
        SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = i.indrelid AND attnum = ANY (i.indkey)
    ),
    coalesce(pg_get_expr(i.indpred, i.indrelid), 'true'), i.indnullsnotdistinct
FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
WHERE i.indisunique AND i.indexprs IS NULL AND t.relnamespace = 'public'::regnamespace ORDER BY 1, 2
"""
_DISABLED = """
SELECT tgrelid::regclass::text, tgname FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled = 'D' ORDER BY 1, 2
"""
_INVALID = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid OR NOT indisready ORDER BY 1"
_BY_INDEX = ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan")


def broken_constraints() -> Iterator[str]:
    for table, name, condition in _rows(_CHECKS):
        statement = f"SELECT count(*) FROM {table} WHERE NOT ({condition})"  # nosec B608 - the catalogue's
        if number := _count(statement):
            yield f"表 {table}：{number} 行不合约束 {name}"


def broken_keys() -> Iterator[str]:
    for table, name, other, column, key in _rows(_KEYS):
        statement = (
            f'SELECT count(*) FROM {table} r WHERE r."{column}" IS NOT NULL'  # nosec B608
            f' AND NOT EXISTS (SELECT FROM {other} o WHERE o."{key}" = r."{column}")'
        )
        if number := _count(statement):
            yield f"表 {table}：{number} 行指向 {other} 里没有的行（{name}）"


def repeated_values() -> Iterator[str]:
    """Read from the tables, not from the indexes that should have refused them."""
    with connection.cursor() as cursor:
        cursor.execute("".join(f"SET {way} = off;" for way in _BY_INDEX))
    try:
        for table, index, columns, condition, are_nulls_equal in _rows(_UNIQUE):
            row = ", ".join(columns)
            present = "" if are_nulls_equal else "".join(f" AND {column} IS NOT NULL" for column in columns)
            statement = (
                f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {condition}{present}"  # nosec B608
                f" GROUP BY {row} HAVING count(*) > 1) repeated"
            )
            if number := _count(statement):
                yield f"表 {table}：{number} 个值重复（{index}）"
    finally:
        with connection.cursor() as cursor:
            cursor.execute("".join(f"RESET {way};" for way in _BY_INDEX))


def disabled_guards() -> Iterator[str]:
    yield from (f"表 {table}：触发器 {name} 停用了" for table, name in _rows(_DISABLED))
    yield from (f"数据库的索引 {index} 不能用，须 REINDEX" for (index,) in _rows(_INVALID))


def _rows(statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def _count(statement: str) -> int:
    return _rows(statement)[0][0]
