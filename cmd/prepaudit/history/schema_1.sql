CREATE TABLE prepaudit_schema (
	version BIGINT PRIMARY KEY
);
CREATE TABLE prepaudit_runs (
	run_id TEXT PRIMARY KEY,
	tenant_id TEXT NOT NULL,
	default_domain TEXT NOT NULL,
	at TEXT NOT NULL,
	as_of TEXT NOT NULL,
	started TEXT NOT NULL,
	finished TEXT NOT NULL,
	version TEXT NOT NULL,
	catalog_date TEXT NOT NULL,
	scope TEXT NOT NULL,
	asked TEXT NOT NULL,
	complete BOOLEAN NOT NULL,
	counted BOOLEAN NOT NULL,
	exit_status BIGINT NOT NULL,
	users_read BIGINT NOT NULL,
	in_scope BIGINT NOT NULL,
	people BIGINT NOT NULL,
	ready BIGINT NOT NULL,
	blocked BIGINT NOT NULL,
	not_known BIGINT NOT NULL,
	unread BIGINT NOT NULL,
	devices BIGINT NOT NULL
);
CREATE INDEX prepaudit_runs_of_tenant ON prepaudit_runs (tenant_id, at);
CREATE TABLE prepaudit_missing (
	run_id TEXT NOT NULL REFERENCES prepaudit_runs ON DELETE CASCADE,
	dataset TEXT NOT NULL,
	partial BOOLEAN NOT NULL,
	PRIMARY KEY (run_id, dataset)
);
CREATE TABLE prepaudit_rules (
	run_id TEXT NOT NULL REFERENCES prepaudit_runs ON DELETE CASCADE,
	rule TEXT NOT NULL,
	outcome TEXT NOT NULL,
	pass BIGINT NOT NULL,
	fail BIGINT NOT NULL,
	fail_advisory BIGINT NOT NULL,
	warning BIGINT NOT NULL,
	not_applicable BIGINT NOT NULL,
	not_evaluated BIGINT NOT NULL,
	check_manually BIGINT NOT NULL,
	unclassified BIGINT NOT NULL,
	PRIMARY KEY (run_id, rule)
);
CREATE TABLE prepaudit_causes (
	run_id TEXT NOT NULL REFERENCES prepaudit_runs ON DELETE CASCADE,
	number BIGINT NOT NULL,
	kind TEXT NOT NULL,
	rule TEXT NOT NULL,
	stops BIGINT NOT NULL,
	degrades BIGINT NOT NULL,
	concerns BIGINT NOT NULL,
	PRIMARY KEY (run_id, number)
);
CREATE TABLE prepaudit_products (
	run_id TEXT NOT NULL REFERENCES prepaudit_runs ON DELETE CASCADE,
	number BIGINT NOT NULL,
	sku_id TEXT NOT NULL,
	part_number TEXT NOT NULL,
	enabled BIGINT NOT NULL,
	warning BIGINT NOT NULL,
	suspended BIGINT NOT NULL,
	locked_out BIGINT NOT NULL,
	consumed BIGINT NOT NULL,
	in_scope BIGINT NOT NULL,
	PRIMARY KEY (run_id, number)
);
