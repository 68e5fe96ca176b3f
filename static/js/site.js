// What every page needs; stored as one file (policy_portal/serving/static_bundles.py).
import "./menu.js";
import "./contents.js";
import "./folded.js";
import "./copy.js";
import "./keyboard.js";
import "./keys.js";
import "./selection.js";
import "./page_tools.js";
import "./suggest.js";
import "./report.js";
