"""What was recorded of signing in, by its own names; and what the database itself refuses of accounts.

Whoever did something stays named: an account is never deleted. Somebody can always set accounts up: the last
superuser who can sign in stays one (an advisory lock lets two who demote each other take turns).
"""

from django.db import migrations


TRIGGERS = """
CREATE FUNCTION portal_keep_user() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '账号只能停用，不能删除：%', OLD.username USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER portal_keep_user BEFORE DELETE ON auth_user
FOR EACH ROW EXECUTE FUNCTION portal_keep_user();

CREATE FUNCTION portal_keep_last_superuser() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(20090239);
    IF NOT EXISTS (
        SELECT 1 FROM auth_user WHERE id <> OLD.id AND is_superuser AND is_active AND is_staff
    ) THEN
        RAISE EXCEPTION '这是最后一个有效的超级用户，不能停用或降级：%', OLD.username
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER portal_keep_last_superuser BEFORE UPDATE OF is_superuser, is_active, is_staff ON auth_user
FOR EACH ROW WHEN (
    OLD.is_superuser AND OLD.is_active AND OLD.is_staff
    AND NOT (NEW.is_superuser AND NEW.is_active AND NEW.is_staff)
) EXECUTE FUNCTION portal_keep_last_superuser();
"""

BACK = """
DROP TRIGGER portal_keep_last_superuser ON auth_user;
DROP FUNCTION portal_keep_last_superuser();
DROP TRIGGER portal_keep_user ON auth_user;
DROP FUNCTION portal_keep_user();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('axes', '0010_accessattemptexpiration'),
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='LoginFailure',
            fields=[
            ],
            options={
                'verbose_name': '登录失败',
                'verbose_name_plural': '登录失败',
                'proxy': True,
                'default_permissions': ('view',),
                'indexes': [],
                'constraints': [],
            },
            bases=('axes.accessfailurelog',),
        ),
        migrations.CreateModel(
            name='LoginLock',
            fields=[
            ],
            options={
                'verbose_name': '登录锁定',
                'verbose_name_plural': '登录锁定',
                'permissions': [('unlock_loginlock', '可以解除登录锁定')],
                'proxy': True,
                'default_permissions': ('view',),
                'indexes': [],
                'constraints': [],
            },
            bases=('axes.accessattempt',),
        ),
        migrations.CreateModel(
            name='LoginRecord',
            fields=[
            ],
            options={
                'verbose_name': '登录记录',
                'verbose_name_plural': '登录记录',
                'proxy': True,
                'default_permissions': ('view',),
                'indexes': [],
                'constraints': [],
            },
            bases=('axes.accesslog',),
        ),
        migrations.RunSQL(TRIGGERS, BACK),
    ]
