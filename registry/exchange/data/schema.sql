CREATE TABLE registry (version TEXT, head TEXT, generated_at TEXT, licence TEXT);
CREATE TABLE source (
    id TEXT PRIMARY KEY, kind TEXT, strength TEXT, title TEXT, publisher TEXT, url TEXT
);
CREATE TABLE authority (
    id TEXT PRIMARY KEY, kind TEXT, country TEXT, name_kk TEXT, name_ru TEXT, name_en TEXT
);
CREATE TABLE award (
    id TEXT PRIMARY KEY, name TEXT, kind TEXT, status TEXT, authority TEXT REFERENCES authority (id),
    name_kk TEXT, name_kk_latn TEXT, name_ru TEXT, name_en TEXT, precedence INTEGER,
    precedence_basis TEXT, legal_basis TEXT, eligibility TEXT
);
CREATE TABLE award_name (
    award TEXT REFERENCES award (id), text TEXT, language TEXT, script TEXT, kind TEXT
);
CREATE TABLE award_period (
    award TEXT REFERENCES award (id), valid_from TEXT, valid_to TEXT, contested INTEGER, basis TEXT
);
CREATE TABLE award_source (
    award TEXT REFERENCES award (id), source TEXT REFERENCES source (id)
);
CREATE TABLE grade (
    id TEXT PRIMARY KEY, award TEXT REFERENCES award (id), code TEXT, kind TEXT, rank INTEGER,
    name TEXT, name_kk TEXT, name_ru TEXT, name_en TEXT, valid_from TEXT, valid_to TEXT
);
CREATE TABLE recipient (
    id TEXT PRIMARY KEY, name TEXT, kind TEXT, gender TEXT, birth TEXT, death TEXT,
    description TEXT, honours_count INTEGER
);
CREATE TABLE recipient_name (
    recipient TEXT REFERENCES recipient (id), text TEXT, language TEXT, script TEXT, kind TEXT
);
CREATE TABLE citizenship (recipient TEXT REFERENCES recipient (id), country TEXT);
CREATE TABLE external_id (recipient TEXT REFERENCES recipient (id), register TEXT, value TEXT);
CREATE TABLE decree (
    id TEXT PRIMARY KEY, number TEXT, date TEXT, kind TEXT, authority TEXT REFERENCES authority (id),
    title_kk TEXT, title_ru TEXT, title_en TEXT, signatory TEXT, url TEXT, published_in TEXT
);
CREATE TABLE decree_source (
    decree TEXT REFERENCES decree (id), source TEXT REFERENCES source (id)
);
CREATE TABLE conferral (
    id TEXT PRIMARY KEY, recipient TEXT REFERENCES recipient (id),
    award TEXT REFERENCES award (id), grade TEXT REFERENCES grade (id),
    decree TEXT REFERENCES decree (id), conferred_on TEXT, conferred_on_basis TEXT,
    presented_on TEXT, presented_by TEXT, presented_at TEXT, office_kk TEXT, office_ru TEXT,
    office_en TEXT, reason_kk TEXT, reason_ru TEXT, reason_en TEXT, posthumous INTEGER,
    ex_officio INTEGER, contested INTEGER, status TEXT
);
CREATE TABLE evidence (
    conferral TEXT REFERENCES conferral (id), source TEXT REFERENCES source (id), stance TEXT,
    fields TEXT, date TEXT, date_kind TEXT, grade TEXT
);
CREATE TABLE conferral_event (
    conferral TEXT REFERENCES conferral (id), kind TEXT, date TEXT, reason TEXT,
    decree TEXT REFERENCES decree (id), source TEXT REFERENCES source (id)
);
