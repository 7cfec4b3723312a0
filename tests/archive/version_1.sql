-- SPDX-License-Identifier: Apache-2.0
-- An archive of version 1, as a Quartermark of its time wrote it: two sessions, one with a correction undone.
PRAGMA application_id = 1364021835;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE act (
  -- Derived. A correction that a person made, the undone ones too.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  act INTEGER NOT NULL,               -- number within the run, from 1
  t_ns INTEGER NOT NULL,
  what TEXT NOT NULL,                 -- a sentence
  by TEXT,                            -- who made it
  why TEXT,
  undone INTEGER NOT NULL CHECK (undone IN (0, 1)),
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, act),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
INSERT INTO "act" VALUES(1,'r1',1,1109485333064,'The passage at g200, 27.58 s after the start, never happened.','Ken','a mistake',1,1);
CREATE TABLE clock_pair (
  -- Raw. Wall time beside gate time.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  wall_us INTEGER NOT NULL,           -- microseconds since 1970 UTC
  boot TEXT NOT NULL
) STRICT;
INSERT INTO "clock_pair" VALUES(1,1800000000000000,'boot-a');
INSERT INTO "clock_pair" VALUES(70,1800000000000000,'boot-a');
CREATE TABLE command (
  -- Raw. What a person did, as the line of the session log: run, arm, start, assign, undo, ...
  input_id INTEGER PRIMARY KEY REFERENCES input,
  line TEXT NOT NULL
) STRICT;
INSERT INTO "command" VALUES(2,'{"type":"run","t_ns":1036399179062,"run":"r1","distance_m":400,"entries":[{"athlete":"Ada","target_s":54},{"athlete":"Bea","target_s":58},{"athlete":"Cyd","target_s":62}]}');
INSERT INTO "command" VALUES(3,'{"type":"arm","t_ns":1064292339785,"run":"r1"}');
INSERT INTO "command" VALUES(4,'{"type":"start","t_ns":1074485333064,"run":"r1","source":"gun"}');
INSERT INTO "command" VALUES(37,'{"type":"discard","t_ns":1109485333064,"run":"r1","gate":"g200","passage_t_ns":1102065125863,"by":"Ken","why":"a mistake"}');
INSERT INTO "command" VALUES(38,'{"type":"undo","t_ns":1112485333064,"run":"r1","by":"Ken"}');
INSERT INTO "command" VALUES(69,'{"type":"end","t_ns":1153176877417,"run":"r1"}');
INSERT INTO "command" VALUES(71,'{"type":"run","t_ns":4381071038895,"run":"r1","distance_m":400,"entries":[{"athlete":"Ada","delay_s":7,"target_s":54},{"athlete":"Bea","target_s":64},{"athlete":"Cyd","target_s":99}]}');
INSERT INTO "command" VALUES(72,'{"type":"arm","t_ns":4408588063121,"run":"r1"}');
INSERT INTO "command" VALUES(73,'{"type":"start","t_ns":4429560617752,"run":"r1","source":"gun"}');
INSERT INTO "command" VALUES(98,'{"type":"end","t_ns":4543606642429,"run":"r1"}');
CREATE TABLE edge (
  -- Raw. One transition of one beam, as the kernel stamped it.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  gate TEXT NOT NULL,
  beam INTEGER NOT NULL,              -- 0, or 1 for the second beam of a dual gate
  broken INTEGER NOT NULL CHECK (broken IN (0, 1)),
  line_seqno INTEGER,                 -- the kernel's count on this line
  global_seqno INTEGER                -- the kernel's count over all lines
) STRICT;
INSERT INTO "edge" VALUES(5,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(6,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(7,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(8,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(9,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(10,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(11,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(12,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(13,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(14,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(15,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(16,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(17,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(18,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(19,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(20,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(21,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(22,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(23,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(24,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(25,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(26,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(27,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(28,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(29,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(30,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(31,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(32,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(33,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(34,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(35,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(36,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(39,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(40,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(41,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(42,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(43,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(44,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(45,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(46,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(47,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(48,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(49,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(50,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(51,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(52,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(53,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(54,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(55,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(56,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(57,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(58,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(59,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(60,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(61,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(62,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(63,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(64,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(65,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(66,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(67,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(68,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(74,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(75,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(76,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(77,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(78,'g100',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(79,'g100',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(80,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(81,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(82,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(83,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(84,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(85,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(86,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(87,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(88,'g200',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(89,'g200',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(90,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(91,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(92,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(93,'finish',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(94,'g300',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(95,'g300',0,0,NULL,NULL);
INSERT INTO "edge" VALUES(96,'finish',0,1,NULL,NULL);
INSERT INTO "edge" VALUES(97,'finish',0,0,NULL,NULL);
CREATE TABLE edges_lost (
  -- Raw. A gap in the kernel's counts: edges nobody can tell any more.
  input_id INTEGER PRIMARY KEY REFERENCES input,
  gate TEXT NOT NULL,
  count INTEGER NOT NULL
) STRICT;
CREATE TABLE entry (
  -- Derived. An athlete in a run: as entered, and how he or she stands.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  athlete TEXT NOT NULL,
  position INTEGER NOT NULL,          -- in the list of entries, from 0
  lane INTEGER,
  bib TEXT,
  sex TEXT,                           -- men or women
  delay_us INTEGER NOT NULL,          -- sets off this much after the start
  target_us INTEGER,                  -- for the whole distance
  best_us INTEGER,                    -- personal best over the distance
  status TEXT NOT NULL,               -- running, finished, dnf, dns or dq
  start_t_ns INTEGER,                 -- the athlete's own start on the gate clock
  time_us INTEGER,                    -- the finish time
  official TEXT,                      -- the same, rounded up to 0.01 s
  predicted_us INTEGER,               -- finish time foreseen at the last split
  predicted_pm_us INTEGER,            -- one standard deviation of it
  next_point INTEGER,                 -- the point of the course due next
  next_due_us INTEGER,                -- and when
  next_due_pm_us INTEGER,             -- one standard deviation of it
  reaction_us INTEGER,                -- from the starting block's switch
  reason TEXT,                        -- why dns, dnf or dq, as a person gave it
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, athlete),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
INSERT INTO "entry" VALUES(1,'r1','Ada',0,NULL,NULL,NULL,0,54000000,NULL,'finished',1074485333064,54300000,'54.30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "entry" VALUES(1,'r1','Bea',1,NULL,NULL,NULL,0,58000000,NULL,'finished',1074485333064,57600000,'57.60',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "entry" VALUES(1,'r1','Cyd',2,NULL,NULL,NULL,0,62000000,NULL,'finished',1074485333064,62300000,'1:02.30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "entry" VALUES(2,'r1','Ada',0,NULL,NULL,NULL,7000000,54000000,NULL,'finished',4436560617752,54300000,'54.30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "entry" VALUES(2,'r1','Bea',1,NULL,NULL,NULL,0,64000000,NULL,'finished',4429560617752,64200000,'1:04.20',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO "entry" VALUES(2,'r1','Cyd',2,NULL,NULL,NULL,0,99000000,NULL,'finished',4429560617752,99400000,'1:39.40',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE input (
  -- Raw. All that ever happened to a session, in this order. What else an input holds is in the table of
  -- its type. Everything derived can be computed anew from these.
  input_id INTEGER PRIMARY KEY,
  session_id INTEGER NOT NULL REFERENCES session,
  t_ns INTEGER NOT NULL,              -- the gate clock: nanoseconds since boot
  type TEXT NOT NULL,                 -- as in the session log: edge, run, start, ...
  extra TEXT                          -- fields this version does not know, one JSON object
) STRICT;
INSERT INTO "input" VALUES(1,1,1036399179062,'clock',NULL);
INSERT INTO "input" VALUES(2,1,1036399179062,'run',NULL);
INSERT INTO "input" VALUES(3,1,1064292339785,'arm',NULL);
INSERT INTO "input" VALUES(4,1,1074485333064,'start',NULL);
INSERT INTO "input" VALUES(5,1,1088154530523,'edge',NULL);
INSERT INTO "input" VALUES(6,1,1088189261523,'edge',NULL);
INSERT INTO "input" VALUES(7,1,1088194331833,'edge',NULL);
INSERT INTO "input" VALUES(8,1,1088203278251,'edge',NULL);
INSERT INTO "input" VALUES(9,1,1088773276293,'edge',NULL);
INSERT INTO "input" VALUES(10,1,1088783723061,'edge',NULL);
INSERT INTO "input" VALUES(11,1,1088815052765,'edge',NULL);
INSERT INTO "input" VALUES(12,1,1088860013934,'edge',NULL);
INSERT INTO "input" VALUES(13,1,1088866990888,'edge',NULL);
INSERT INTO "input" VALUES(14,1,1088889904485,'edge',NULL);
INSERT INTO "input" VALUES(15,1,1089998233551,'edge',NULL);
INSERT INTO "input" VALUES(16,1,1090007980014,'edge',NULL);
INSERT INTO "input" VALUES(17,1,1090030044319,'edge',NULL);
INSERT INTO "input" VALUES(18,1,1090082775082,'edge',NULL);
INSERT INTO "input" VALUES(19,1,1090088024613,'edge',NULL);
INSERT INTO "input" VALUES(20,1,1090115593865,'edge',NULL);
INSERT INTO "input" VALUES(21,1,1100598685883,'edge',NULL);
INSERT INTO "input" VALUES(22,1,1100606381344,'edge',NULL);
INSERT INTO "input" VALUES(23,1,1100625813010,'edge',NULL);
INSERT INTO "input" VALUES(24,1,1100635173930,'edge',NULL);
INSERT INTO "input" VALUES(25,1,1100655742015,'edge',NULL);
INSERT INTO "input" VALUES(26,1,1100692369218,'edge',NULL);
INSERT INTO "input" VALUES(27,1,1100699926143,'edge',NULL);
INSERT INTO "input" VALUES(28,1,1100716406328,'edge',NULL);
INSERT INTO "input" VALUES(29,1,1102044963077,'edge',NULL);
INSERT INTO "input" VALUES(30,1,1102056328122,'edge',NULL);
INSERT INTO "input" VALUES(31,1,1102065125863,'edge',NULL);
INSERT INTO "input" VALUES(32,1,1102102774862,'edge',NULL);
INSERT INTO "input" VALUES(33,1,1102109612550,'edge',NULL);
INSERT INTO "input" VALUES(34,1,1102129900081,'edge',NULL);
INSERT INTO "input" VALUES(35,1,1104320671574,'edge',NULL);
INSERT INTO "input" VALUES(36,1,1104361818758,'edge',NULL);
INSERT INTO "input" VALUES(37,1,1109485333064,'discard',NULL);
INSERT INTO "input" VALUES(38,1,1112485333064,'undo',NULL);
INSERT INTO "input" VALUES(39,1,1114140345501,'edge',NULL);
INSERT INTO "input" VALUES(40,1,1114181790215,'edge',NULL);
INSERT INTO "input" VALUES(41,1,1116246274634,'edge',NULL);
INSERT INTO "input" VALUES(42,1,1116253973752,'edge',NULL);
INSERT INTO "input" VALUES(43,1,1116277973549,'edge',NULL);
INSERT INTO "input" VALUES(44,1,1116317311240,'edge',NULL);
INSERT INTO "input" VALUES(45,1,1119680081185,'edge',NULL);
INSERT INTO "input" VALUES(46,1,1119690259662,'edge',NULL);
INSERT INTO "input" VALUES(47,1,1119759177580,'edge',NULL);
INSERT INTO "input" VALUES(48,1,1119810128946,'edge',NULL);
INSERT INTO "input" VALUES(49,1,1119814782950,'edge',NULL);
INSERT INTO "input" VALUES(50,1,1119834634424,'edge',NULL);
INSERT INTO "input" VALUES(51,1,1128759296704,'edge',NULL);
INSERT INTO "input" VALUES(52,1,1128770346938,'edge',NULL);
INSERT INTO "input" VALUES(53,1,1128785333478,'edge',NULL);
INSERT INTO "input" VALUES(54,1,1128833342704,'edge',NULL);
INSERT INTO "input" VALUES(55,1,1132005745080,'edge',NULL);
INSERT INTO "input" VALUES(56,1,1132016045585,'edge',NULL);
INSERT INTO "input" VALUES(57,1,1132085332917,'edge',NULL);
INSERT INTO "input" VALUES(58,1,1132139431873,'edge',NULL);
INSERT INTO "input" VALUES(59,1,1132145200413,'edge',NULL);
INSERT INTO "input" VALUES(60,1,1132162388525,'edge',NULL);
INSERT INTO "input" VALUES(61,1,1136744455625,'edge',NULL);
INSERT INTO "input" VALUES(62,1,1136755734358,'edge',NULL);
INSERT INTO "input" VALUES(63,1,1136760425012,'edge',NULL);
INSERT INTO "input" VALUES(64,1,1136772073062,'edge',NULL);
INSERT INTO "input" VALUES(65,1,1136785333477,'edge',NULL);
INSERT INTO "input" VALUES(66,1,1136834252257,'edge',NULL);
INSERT INTO "input" VALUES(67,1,1136839094499,'edge',NULL);
INSERT INTO "input" VALUES(68,1,1136869100628,'edge',NULL);
INSERT INTO "input" VALUES(69,1,1153176877417,'end',NULL);
INSERT INTO "input" VALUES(70,2,4381071038895,'clock',NULL);
INSERT INTO "input" VALUES(71,2,4381071038895,'run',NULL);
INSERT INTO "input" VALUES(72,2,4408588063121,'arm',NULL);
INSERT INTO "input" VALUES(73,2,4429560617752,'start',NULL);
INSERT INTO "input" VALUES(74,2,4445684167359,'edge',NULL);
INSERT INTO "input" VALUES(75,2,4445727948397,'edge',NULL);
INSERT INTO "input" VALUES(76,2,4450132242992,'edge',NULL);
INSERT INTO "input" VALUES(77,2,4450167149750,'edge',NULL);
INSERT INTO "input" VALUES(78,2,4454397786464,'edge',NULL);
INSERT INTO "input" VALUES(79,2,4454478119797,'edge',NULL);
INSERT INTO "input" VALUES(80,2,4460355275955,'edge',NULL);
INSERT INTO "input" VALUES(81,2,4460393942328,'edge',NULL);
INSERT INTO "input" VALUES(82,2,4462507302728,'edge',NULL);
INSERT INTO "input" VALUES(83,2,4462549101020,'edge',NULL);
INSERT INTO "input" VALUES(84,2,4475996961577,'edge',NULL);
INSERT INTO "input" VALUES(85,2,4476040858379,'edge',NULL);
INSERT INTO "input" VALUES(86,2,4476086961577,'edge',NULL);
INSERT INTO "input" VALUES(87,2,4476134777055,'edge',NULL);
INSERT INTO "input" VALUES(88,2,4477102215353,'edge',NULL);
INSERT INTO "input" VALUES(89,2,4477169561856,'edge',NULL);
INSERT INTO "input" VALUES(90,2,4490860617797,'edge',NULL);
INSERT INTO "input" VALUES(91,2,4490911443599,'edge',NULL);
INSERT INTO "input" VALUES(92,2,4493760617965,'edge',NULL);
INSERT INTO "input" VALUES(93,2,4493818285338,'edge',NULL);
INSERT INTO "input" VALUES(94,2,4501951423316,'edge',NULL);
INSERT INTO "input" VALUES(95,2,4502028421327,'edge',NULL);
INSERT INTO "input" VALUES(96,2,4528960617629,'edge',NULL);
INSERT INTO "input" VALUES(97,2,4529034946640,'edge',NULL);
INSERT INTO "input" VALUES(98,2,4543606642429,'end',NULL);
CREATE TABLE passage (
  -- Derived. One athlete going through one gate, or what looked like it.
  session_id INTEGER NOT NULL REFERENCES session,
  passage_id INTEGER NOT NULL,        -- counted within the session
  gate TEXT NOT NULL,
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse
  width_us INTEGER NOT NULL,          -- of that pulse
  pulse_count INTEGER NOT NULL,
  run TEXT,
  athlete TEXT,                       -- whose; NULL: nobody's
  verdict TEXT,                       -- why, in a sentence
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, passage_id),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO "passage" VALUES(1,1,'g100',1088154530523,34731,2,'r1','Ada','Ada at 100 m.',1);
INSERT INTO "passage" VALUES(1,2,'g100',1088815052765,44961,3,'r1','Bea','Bea at 100 m.',1);
INSERT INTO "passage" VALUES(1,3,'g100',1090030044319,52731,3,'r1','Cyd','Cyd at 100 m.',1);
INSERT INTO "passage" VALUES(1,4,'g200',1100655742015,36627,4,'r1','Ada','Ada at 200 m.',1);
INSERT INTO "passage" VALUES(1,5,'g200',1102065125863,37649,3,'r1','Bea','Revised: Bea at 200 m. It was taken for nobody''s first.',1);
INSERT INTO "passage" VALUES(1,6,'g200',1104320671574,41147,1,'r1','Cyd','Cyd at 200 m.',1);
INSERT INTO "passage" VALUES(1,7,'g300',1114140345501,41445,1,'r1','Ada','Ada at 300 m.',1);
INSERT INTO "passage" VALUES(1,8,'g300',1116277973549,39338,2,'r1','Bea','Bea at 300 m.',1);
INSERT INTO "passage" VALUES(1,9,'g300',1119759177580,50951,3,'r1','Cyd','Cyd at 300 m.',1);
INSERT INTO "passage" VALUES(1,10,'finish',1128785333478,48009,2,'r1','Ada','Ada at 400 m.',1);
INSERT INTO "passage" VALUES(1,11,'finish',1132085332917,54099,3,'r1','Bea','Bea at 400 m.',1);
INSERT INTO "passage" VALUES(1,12,'finish',1136785333477,48919,4,'r1','Cyd','Cyd at 400 m.',1);
INSERT INTO "passage" VALUES(2,1,'g100',4445684167359,43781,1,'r1','Bea','Bea at 100 m.',1);
INSERT INTO "passage" VALUES(2,2,'g100',4450132242992,34907,1,'r1','Ada','Ada at 100 m.',1);
INSERT INTO "passage" VALUES(2,3,'g100',4454397786464,80333,1,'r1','Cyd','Cyd at 100 m.',1);
INSERT INTO "passage" VALUES(2,4,'g200',4460355275955,38666,1,'r1','Bea','Bea at 200 m.',1);
INSERT INTO "passage" VALUES(2,5,'g200',4462507302728,41798,1,'r1','Ada','Ada at 200 m.',1);
INSERT INTO "passage" VALUES(2,6,'g300',4475996961577,43897,1,'r1','Ada','Ada at 300 m.',1);
INSERT INTO "passage" VALUES(2,7,'g300',4476086961577,47815,1,'r1','Bea','Bea at 300 m.',1);
INSERT INTO "passage" VALUES(2,8,'g200',4477102215353,67347,1,'r1','Cyd','Cyd at 200 m.',1);
INSERT INTO "passage" VALUES(2,9,'finish',4490860617797,50826,1,'r1','Ada','Ada at 400 m.',1);
INSERT INTO "passage" VALUES(2,10,'finish',4493760617965,57667,1,'r1','Bea','Bea at 400 m.',1);
INSERT INTO "passage" VALUES(2,11,'g300',4501951423316,76998,1,'r1','Cyd','Cyd at 300 m.',1);
INSERT INTO "passage" VALUES(2,12,'finish',4528960617629,74329,1,'r1','Cyd','Cyd at 400 m.',1);
CREATE TABLE pulse (
  -- Derived. A beam broken and restored, within a passage: the first of them where there were many.
  session_id INTEGER NOT NULL,
  passage_id INTEGER NOT NULL,
  position INTEGER NOT NULL,          -- within the passage, from 0
  t_ns INTEGER NOT NULL,
  width_us INTEGER NOT NULL,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, passage_id, position),
  FOREIGN KEY (session_id, passage_id) REFERENCES passage
) STRICT, WITHOUT ROWID;
INSERT INTO "pulse" VALUES(1,1,0,1088154530523,34731,1);
INSERT INTO "pulse" VALUES(1,1,1,1088194331833,8946,1);
INSERT INTO "pulse" VALUES(1,2,0,1088773276293,10447,1);
INSERT INTO "pulse" VALUES(1,2,1,1088815052765,44961,1);
INSERT INTO "pulse" VALUES(1,2,2,1088866990888,22914,1);
INSERT INTO "pulse" VALUES(1,3,0,1089998233551,9746,1);
INSERT INTO "pulse" VALUES(1,3,1,1090030044319,52731,1);
INSERT INTO "pulse" VALUES(1,3,2,1090088024613,27569,1);
INSERT INTO "pulse" VALUES(1,4,0,1100598685883,7695,1);
INSERT INTO "pulse" VALUES(1,4,1,1100625813010,9361,1);
INSERT INTO "pulse" VALUES(1,4,2,1100655742015,36627,1);
INSERT INTO "pulse" VALUES(1,4,3,1100699926143,16480,1);
INSERT INTO "pulse" VALUES(1,5,0,1102044963077,11365,1);
INSERT INTO "pulse" VALUES(1,5,1,1102065125863,37649,1);
INSERT INTO "pulse" VALUES(1,5,2,1102109612550,20288,1);
INSERT INTO "pulse" VALUES(1,6,0,1104320671574,41147,1);
INSERT INTO "pulse" VALUES(1,7,0,1114140345501,41445,1);
INSERT INTO "pulse" VALUES(1,8,0,1116246274634,7699,1);
INSERT INTO "pulse" VALUES(1,8,1,1116277973549,39338,1);
INSERT INTO "pulse" VALUES(1,9,0,1119680081185,10178,1);
INSERT INTO "pulse" VALUES(1,9,1,1119759177580,50951,1);
INSERT INTO "pulse" VALUES(1,9,2,1119814782950,19851,1);
INSERT INTO "pulse" VALUES(1,10,0,1128759296704,11050,1);
INSERT INTO "pulse" VALUES(1,10,1,1128785333478,48009,1);
INSERT INTO "pulse" VALUES(1,11,0,1132005745080,10301,1);
INSERT INTO "pulse" VALUES(1,11,1,1132085332917,54099,1);
INSERT INTO "pulse" VALUES(1,11,2,1132145200413,17188,1);
INSERT INTO "pulse" VALUES(1,12,0,1136744455625,11279,1);
INSERT INTO "pulse" VALUES(1,12,1,1136760425012,11648,1);
INSERT INTO "pulse" VALUES(1,12,2,1136785333477,48919,1);
INSERT INTO "pulse" VALUES(1,12,3,1136839094499,30006,1);
INSERT INTO "pulse" VALUES(2,1,0,4445684167359,43781,1);
INSERT INTO "pulse" VALUES(2,2,0,4450132242992,34907,1);
INSERT INTO "pulse" VALUES(2,3,0,4454397786464,80333,1);
INSERT INTO "pulse" VALUES(2,4,0,4460355275955,38666,1);
INSERT INTO "pulse" VALUES(2,5,0,4462507302728,41798,1);
INSERT INTO "pulse" VALUES(2,6,0,4475996961577,43897,1);
INSERT INTO "pulse" VALUES(2,7,0,4476086961577,47815,1);
INSERT INTO "pulse" VALUES(2,8,0,4477102215353,67347,1);
INSERT INTO "pulse" VALUES(2,9,0,4490860617797,50826,1);
INSERT INTO "pulse" VALUES(2,10,0,4493760617965,57667,1);
INSERT INTO "pulse" VALUES(2,11,0,4501951423316,76998,1);
INSERT INTO "pulse" VALUES(2,12,0,4528960617629,74329,1);
CREATE TABLE run (
  -- Derived. One timed effort from one start.
  session_id INTEGER NOT NULL REFERENCES session,
  run TEXT NOT NULL,
  distance_mm INTEGER NOT NULL,
  start TEXT NOT NULL,                -- gun, hand or gate
  stagger TEXT NOT NULL,              -- none, one or break
  phase TEXT NOT NULL,                -- created, armed, running or ended
  start_t_ns INTEGER,                 -- the start on the gate clock
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run)
) STRICT, WITHOUT ROWID;
INSERT INTO "run" VALUES(1,'r1',400000,'gun','none','ended',1074485333064,1);
INSERT INTO "run" VALUES(2,'r1',400000,'gun','none','ended',4429560617752,1);
CREATE TABLE session (
  -- Raw. One sitting of the daemon within one boot of the machine: gate times of two boots never mix.
  session_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- the id on the wire
  boot TEXT NOT NULL,                 -- the kernel's boot id
  wall_us INTEGER NOT NULL,           -- when it began: microseconds since 1970 UTC
  ground TEXT NOT NULL                -- track and gates: the first line of the session log, JSON
) STRICT;
INSERT INTO "session" VALUES(1,'discard_undone','boot-a',1800000000000000,'{"type":"log","version":1,"track":{"lap_m":400,"straight_m":84.39,"radius_m":36.5,"lane_width_m":1.22,"kerb":true},"gates":[{"id":"finish","at_m":0},{"id":"g100","at_m":100},{"id":"g200","at_m":200},{"id":"g300","at_m":300}]}');
INSERT INTO "session" VALUES(2,'two_within_the_lockout','boot-a',1800000000000000,'{"type":"log","version":1,"track":{"lap_m":400,"straight_m":84.39,"radius_m":36.5,"lane_width_m":1.22,"kerb":true},"gates":[{"id":"finish","at_m":0},{"id":"g100","at_m":100},{"id":"g200","at_m":200},{"id":"g300","at_m":300}]}');
CREATE TABLE session_end (
  -- Raw. A session that ended cleanly has a row here; one without it was cut off, or still runs.
  session_id INTEGER PRIMARY KEY REFERENCES session
) STRICT;
INSERT INTO "session_end" VALUES(1);
INSERT INTO "session_end" VALUES(2);
CREATE TABLE split (
  -- Derived. Elapsed time from an athlete's own start to one point of the course, as it stands now.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  athlete TEXT NOT NULL,
  point INTEGER NOT NULL,             -- of the athlete's course, from 0
  gate TEXT NOT NULL,
  at_mm INTEGER NOT NULL,             -- the true distance run there
  time_us INTEGER,                    -- NULL: missed
  segment_us INTEGER,                 -- since the point before, both ends measured
  delta_us INTEGER,                   -- minus the target; positive is slower
  pm_us INTEGER,                      -- one standard deviation of the time
  kind TEXT NOT NULL,                 -- measured, hand, estimated, edited or missed
  certainty REAL NOT NULL,            -- that this passage was this athlete's, 0 to 1
  runner_up TEXT,                     -- who else it may have been; NULL: nobody
  runner_up_certainty REAL NOT NULL,  -- how likely the next best explanation is
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),     -- a person said so
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),       -- happened, does not count
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),
  t_ns INTEGER,                       -- the raw edge the time was measured at
  passage_id INTEGER,                 -- no reference: a provisional split comes before its passage
  flags TEXT NOT NULL,                -- what is doubtful and why: sentences, one a line
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, athlete, point),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO "split" VALUES(1,'r1','Ada',0,'g100',100000,13669197,13669197,301497,16516,'measured',0.9981,NULL,0.0,0,0,0,1088154530523,1,'',1);
INSERT INTO "split" VALUES(1,'r1','Ada',1,'g200',200000,26170409,12501212,309809,16404,'measured',0.9981,NULL,0.0,0,0,0,1100655742015,4,'',1);
INSERT INTO "split" VALUES(1,'r1','Ada',2,'g300',300000,39655012,13484603,418612,16441,'measured',0.9981,NULL,0.0,0,0,0,1114140345501,7,'',1);
INSERT INTO "split" VALUES(1,'r1','Ada',3,'finish',400000,54300000,14644988,300000,16530,'measured',0.9981,NULL,0.0,0,0,0,1128785333478,10,'',1);
INSERT INTO "split" VALUES(1,'r1','Bea',0,'g100',100000,14329720,14329720,-28180,16656,'measured',0.9977,NULL,0.0,0,0,0,1088815052765,2,'',1);
INSERT INTO "split" VALUES(1,'r1','Bea',1,'g200',200000,27579793,13250073,-196407,16548,'measured',0.9977,NULL,0.0,0,0,0,1102065125863,5,'',1);
INSERT INTO "split" VALUES(1,'r1','Bea',2,'g300',300000,41792640,14212847,-350160,16589,'measured',0.9977,NULL,0.0,0,0,0,1116277973549,8,'',1);
INSERT INTO "split" VALUES(1,'r1','Bea',3,'finish',400000,57600000,15807360,-400000,16708,'measured',0.9977,NULL,0.0,0,0,0,1132085332917,11,'',1);
INSERT INTO "split" VALUES(1,'r1','Cyd',0,'g100',100000,15544711,15544711,196611,16926,'measured',0.9995,NULL,0.0,0,0,0,1090030044319,3,'',1);
INSERT INTO "split" VALUES(1,'r1','Cyd',1,'g200',200000,29835339,14290628,143539,16793,'measured',0.9996,NULL,0.0,0,0,0,1104320671574,6,'',1);
INSERT INTO "split" VALUES(1,'r1','Cyd',2,'g300',300000,45273845,15438506,224645,16845,'measured',0.9996,NULL,0.0,0,0,0,1119759177580,9,'',1);
INSERT INTO "split" VALUES(1,'r1','Cyd',3,'finish',400000,62300000,17026155,300000,16977,'measured',0.9995,NULL,0.0,0,0,0,1136785333477,12,'',1);
INSERT INTO "split" VALUES(2,'r1','Ada',0,'g100',100000,13571625,13571625,203925,16496,'measured',0.9999,NULL,0.0,0,0,0,4450132242992,2,'',1);
INSERT INTO "split" VALUES(2,'r1','Ada',1,'g200',200000,25946685,12375060,86085,16381,'measured',0.9999,NULL,0.0,0,0,0,4462507302728,5,'',1);
INSERT INTO "split" VALUES(2,'r1','Ada',2,'g300',300000,39436344,13489659,199944,16426,'measured',0.7202,'Bea',0.2797,0,0,0,4475996961577,6,'Doubtful: Ada 72 %, or Bea 28 %.',1);
INSERT INTO "split" VALUES(2,'r1','Ada',3,'finish',400000,54300000,14863656,300000,16530,'measured',0.9999,NULL,0.0,0,0,0,4490860617797,9,'',1);
INSERT INTO "split" VALUES(2,'r1','Bea',0,'g100',100000,16123550,16123550,280350,17062,'measured',0.9999,NULL,0.0,0,0,0,4445684167359,1,'',1);
INSERT INTO "split" VALUES(2,'r1','Bea',1,'g200',200000,30794658,14671108,145058,16901,'measured',0.9999,NULL,0.0,0,0,0,4460355275955,4,'',1);
INSERT INTO "split" VALUES(2,'r1','Bea',2,'g300',300000,46526344,15731686,23944,16941,'measured',0.7202,'Ada',0.2797,0,0,0,4476086961577,7,'Doubtful: Bea 72 %, or Ada 28 %.',1);
INSERT INTO "split" VALUES(2,'r1','Bea',3,'finish',400000,64200000,17673656,200000,17089,'measured',0.9999,NULL,0.0,0,0,0,4493760617965,10,'',1);
INSERT INTO "split" VALUES(2,'r1','Cyd',0,'g100',100000,24837169,24837169,329719,19506,'measured',0.9998,NULL,0.0,0,0,0,4454397786464,3,'',1);
INSERT INTO "split" VALUES(2,'r1','Cyd',1,'g200',200000,47541598,22704429,130498,19187,'measured',0.9999,NULL,0.0,0,0,0,4477102215353,8,'',1);
INSERT INTO "split" VALUES(2,'r1','Cyd',2,'g300',300000,72390806,24849208,457406,19330,'measured',0.9999,NULL,0.0,0,0,0,4501951423316,11,'',1);
INSERT INTO "split" VALUES(2,'r1','Cyd',3,'finish',400000,99400000,27009194,400000,19604,'measured',0.9998,NULL,0.0,0,0,0,4528960617629,12,'',1);
CREATE TABLE unassigned (
  -- Derived. A passage that was given to nobody, and why.
  session_id INTEGER NOT NULL,
  run TEXT NOT NULL,
  gate TEXT NOT NULL,
  t_ns INTEGER NOT NULL,
  width_us INTEGER NOT NULL,
  reason TEXT NOT NULL,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, run, gate, t_ns),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE TABLE warning (
  -- Derived. What the coach was warned of.
  session_id INTEGER NOT NULL REFERENCES session,
  seq INTEGER NOT NULL,               -- number of its event within the session
  t_ns INTEGER NOT NULL,
  code TEXT NOT NULL,
  sentence TEXT NOT NULL,
  run TEXT,
  gate TEXT,
  rules_version INTEGER NOT NULL,
  PRIMARY KEY (session_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_boot ON session (boot);
CREATE INDEX input_by_session ON input (session_id, input_id);
CREATE TRIGGER session_refuses_UPDATE BEFORE UPDATE ON session BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session takes no UPDATE');
END;
CREATE TRIGGER session_refuses_DELETE BEFORE DELETE ON session BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session takes no DELETE');
END;
CREATE TRIGGER session_end_refuses_UPDATE BEFORE UPDATE ON session_end BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session_end takes no UPDATE');
END;
CREATE TRIGGER session_end_refuses_DELETE BEFORE DELETE ON session_end BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session_end takes no DELETE');
END;
CREATE TRIGGER input_refuses_UPDATE BEFORE UPDATE ON input BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: input takes no UPDATE');
END;
CREATE TRIGGER input_refuses_DELETE BEFORE DELETE ON input BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: input takes no DELETE');
END;
CREATE TRIGGER edge_refuses_UPDATE BEFORE UPDATE ON edge BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edge takes no UPDATE');
END;
CREATE TRIGGER edge_refuses_DELETE BEFORE DELETE ON edge BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edge takes no DELETE');
END;
CREATE TRIGGER edges_lost_refuses_UPDATE BEFORE UPDATE ON edges_lost BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edges_lost takes no UPDATE');
END;
CREATE TRIGGER edges_lost_refuses_DELETE BEFORE DELETE ON edges_lost BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edges_lost takes no DELETE');
END;
CREATE TRIGGER clock_pair_refuses_UPDATE BEFORE UPDATE ON clock_pair BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: clock_pair takes no UPDATE');
END;
CREATE TRIGGER clock_pair_refuses_DELETE BEFORE DELETE ON clock_pair BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: clock_pair takes no DELETE');
END;
CREATE TRIGGER command_refuses_UPDATE BEFORE UPDATE ON command BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: command takes no UPDATE');
END;
CREATE TRIGGER command_refuses_DELETE BEFORE DELETE ON command BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: command takes no DELETE');
END;
COMMIT;
