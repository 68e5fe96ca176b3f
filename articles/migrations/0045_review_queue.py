# The queue, the rules of names, the reports of readers, the checks of official addresses: docs/decisions/0069, 0070.

import articles.models.editing.reader_report
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0043_causes_of_revisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NameRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('name_key', models.CharField(editable=False, max_length=200, verbose_name='名称（归一）')),
                ('verdict', models.CharField(choices=[('always', '总是指'), ('never', '从不指')], max_length=6, verbose_name='规则')),
                ('is_active', models.BooleanField(choices=[(True, '在用'), (False, '停用')], default=True, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
            ],
            options={
                'verbose_name': '名称规则',
                'verbose_name_plural': '名称规则',
                'ordering': ('name_key', 'entity', 'policy'),
                'permissions': [('publish_namerule', '可以设定和停用名称规则')],
            },
        ),
        migrations.CreateModel(
            name='OfficialLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=400, unique=True, verbose_name='网址')),
                ('checked_at', models.DateTimeField(verbose_name='最近检查')),
                ('problem', models.CharField(blank=True, help_text='空白表示打得开。', max_length=200, verbose_name='问题')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='连续失败次数')),
            ],
            options={
                'verbose_name': '官方网址的检查',
                'verbose_name_plural': '官方网址的检查',
                'ordering': ('url',),
            },
        ),
        migrations.CreateModel(
            name='ReaderReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(default=articles.models.editing.reader_report.new_number, editable=False, max_length=12, unique=True, verbose_name='编号')),
                ('at', models.CharField(max_length=500, verbose_name='网页')),
                ('place', models.CharField(blank=True, help_text='网页上的政策、条文或页面的名称。', max_length=400, verbose_name='位置')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='选中的文字')),
                ('kind', models.CharField(choices=[('text', '文字有误'), ('link', '链接有误'), ('measure', '措施不符'), ('validity', '效力有误'), ('other', '其他')], max_length=10, verbose_name='问题')),
                ('text', models.TextField(max_length=2000, verbose_name='说明')),
                ('contact', models.CharField(blank=True, help_text='只给编辑看；办结 30 天之后删去。', max_length=100, verbose_name='联系方式')),
                ('made_at', models.DateTimeField(verbose_name='提出时间')),
                ('state', models.CharField(choices=[('open', '待处理'), ('corrected', '已更正'), ('no_error', '不是错误'), ('duplicate', '与已有的报告重复'), ('noted', '已记录，以后处理')], default='open', max_length=10, verbose_name='状态')),
                ('answer', models.TextField(blank=True, help_text='凭编号可以看到。', max_length=2000, verbose_name='公开的答复')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='办结时间')),
            ],
            options={
                'verbose_name': '读者报告',
                'verbose_name_plural': '读者报告',
                'ordering': ('-made_at', '-pk'),
                'permissions': [('publish_readerreport', '可以答复和办结读者报告')],
            },
        ),
        migrations.AddIndex(
            model_name='laterrule',
            index=models.Index(condition=models.Q(('status__in', ['suggested', 'stale'])), fields=['policy', 'id'], name='laterrule_waiting'),
        ),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('status__in', ['suggested', 'stale'])), fields=['policy', 'id'], name='mention_waiting'),
        ),
        migrations.AddIndex(
            model_name='reference',
            index=models.Index(condition=models.Q(('status__in', ['suggested', 'stale'])), fields=['policy', 'id'], name='reference_waiting'),
        ),
        migrations.AddField(
            model_name='namerule',
            name='entity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='name_rules', to='articles.entity', verbose_name='实体'),
        ),
        migrations.AddField(
            model_name='namerule',
            name='made_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='由谁'),
        ),
        migrations.AddField(
            model_name='namerule',
            name='policy',
            field=models.ForeignKey(blank=True, help_text='空白表示在全部政策中。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='name_rules', to='articles.policy', verbose_name='只在这件政策'),
        ),
        migrations.AddField(
            model_name='readerreport',
            name='article',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article', verbose_name='条文'),
        ),
        migrations.AddField(
            model_name='readerreport',
            name='closed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人'),
        ),
        migrations.AddField(
            model_name='readerreport',
            name='policy',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.policy', verbose_name='政策'),
        ),
        migrations.AddConstraint(
            model_name='namerule',
            constraint=models.UniqueConstraint(fields=('name_key', 'entity', 'policy'), name='name_rule_once', nulls_distinct=False, violation_error_message='这个名称对这个实体已有规则。'),
        ),
        migrations.AddConstraint(
            model_name='namerule',
            constraint=models.CheckConstraint(condition=models.Q(('name_key', ''), _negated=True), name='name_rule_has_name'),
        ),
        migrations.AddIndex(
            model_name='readerreport',
            index=models.Index(fields=['at'], name='reader_report_at'),
        ),
        migrations.AddIndex(
            model_name='readerreport',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='reader_report_open'),
        ),
        migrations.AddConstraint(
            model_name='readerreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('closed_by__isnull', True), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='reader_report_closed_with_date'),
        ),
        migrations.AddConstraint(
            model_name='readerreport',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reader_report_has_text'),
        ),
    ]
