"""The tables of search without what nothing reads: second indexes of the same column, numbers of rows that are
never asked for, a check of each posting. What stays is written close together, in the order in which it is read.
"""

import django.db.models.deletion
from django.db import migrations, models

_UNIQUE_REMNANTS = """
DELETE FROM articles_wordremnant row USING articles_wordremnant other
WHERE row.remnant = other.remnant AND row.word_id = other.word_id AND row.id > other.id
"""
_REMNANT_KEY = (
    "ALTER TABLE articles_wordremnant ADD CONSTRAINT articles_wordremnant_pkey PRIMARY KEY (remnant, word_id)"
)
_NO_REMNANT_KEY = "ALTER TABLE articles_wordremnant DROP CONSTRAINT articles_wordremnant_pkey"
#: Writes each table anew, without the room of rows that are gone.
_CLOSE_TOGETHER = """
CLUSTER articles_posting USING articles_posting_pkey;
CLUSTER articles_indexedarticle USING indexed_place;
CLUSTER articles_wordremnant USING articles_wordremnant_pkey;
CLUSTER articles_knownword USING articles_knownword_text_key;
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0039_golden_question_scope")]

    operations = [
        migrations.RunSQL(_UNIQUE_REMNANTS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="wordremnant", name="id"),
        migrations.AddField(
            model_name="wordremnant",
            name="pk",
            field=models.CompositePrimaryKey(
                "remnant", "word", blank=True, editable=False, primary_key=True, serialize=False
            ),
        ),
        migrations.AlterField(
            model_name="wordremnant", name="remnant", field=models.CharField(max_length=64)
        ),
        migrations.AlterField(
            model_name="wordremnant",
            name="word",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="remnants",
                to="articles.knownword",
                to_field="text",
            ),
        ),
        migrations.RunSQL(_REMNANT_KEY, _NO_REMNANT_KEY),
        migrations.AddIndex(
            model_name="wordremnant", index=models.Index(fields=["word"], name="word_remnant_word")
        ),
        migrations.AlterField(model_name="knownword", name="blurred", field=models.CharField(max_length=400)),
        migrations.AlterField(model_name="knownword", name="initials", field=models.CharField(max_length=64)),
        migrations.AddIndex(
            model_name="knownword",
            index=models.Index(
                fields=["initials"], name="known_word_initials", opclasses=["varchar_pattern_ops"]
            ),
        ),
        migrations.AddIndex(
            model_name="knownword", index=models.Index(fields=["blurred"], name="known_word_blurred")
        ),
        migrations.AlterField(
            model_name="posting",
            name="segment",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="postings",
                to="articles.segment",
            ),
        ),
        # Constraints that wait for the end of the transaction would stand in the way.
        migrations.RunSQL(f"SET CONSTRAINTS ALL IMMEDIATE; {_CLOSE_TOGETHER}", migrations.RunSQL.noop),
    ]
