-- SPDX-License-Identifier: Apache-2.0
-- An archive of version 2, as a Quartermark of its time wrote it: two sessions, one where two athletes with the same
-- target cannot be told apart, one with a split that a person gave.
PRAGMA application_id = 1364021835;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE session (
  -- Raw. One sitting of the daemon within one boot of the machine: gate times of two boots never mix.
  session_id INTEGER PRIMARY KEY,     -- in the order they began
  name TEXT NOT NULL UNIQUE,          -- the id on the wire
  boot TEXT NOT NULL,                 -- the kernel's boot id
  wall_us INTEGER NOT NULL,           -- when it began: microseconds since 1970 UTC
  ground TEXT NOT NULL                -- track and gates: the first line of the session log, JSON
) STRICT;
INSERT INTO session VALUES(1,'equal_targets_nobody_says','boot-a',1800000000000000,'{"type":"log","version":1,"track":{"lap_m":400,"straight_m":84.39,"radius_m":36.5,"lane_width_m":1.22,"kerb":true},"gates":[{"id":"finish","at_m":0},{"id":"g100","at_m":100},{"id":"g200","at_m":200},{"id":"g300","at_m":300}]}');
INSERT INTO session VALUES(2,'added_from_the_video','boot-a',1800000000000000,'{"type":"log","version":1,"track":{"lap_m":400,"straight_m":84.39,"radius_m":36.5,"lane_width_m":1.22,"kerb":true},"gates":[{"id":"finish","at_m":0},{"id":"g100","at_m":100},{"id":"g200","at_m":200},{"id":"g300","at_m":300}]}');
CREATE TABLE session_end (
  -- Raw. A session that ended cleanly has a row here; one without it was cut off, or still runs.
  session_id INTEGER PRIMARY KEY REFERENCES session  -- which
) STRICT;
INSERT INTO session_end VALUES(1);
INSERT INTO session_end VALUES(2);
CREATE TABLE input (
  -- Raw. All that ever happened to a session, in this order. What else an input holds is in the table of its type.
  -- Everything derived can be computed anew from these.
  input_id INTEGER PRIMARY KEY,       -- in the order they were taken
  session_id INTEGER NOT NULL REFERENCES session,  -- to which it happened
  t_ns INTEGER NOT NULL,              -- the gate clock: nanoseconds since boot
  type TEXT NOT NULL,                 -- as in the session log: edge, run, start, ...
  extra TEXT                          -- fields this version does not know, one JSON object
) STRICT;
INSERT INTO input VALUES(1,1,2822570252479,'clock',NULL);
INSERT INTO input VALUES(2,1,2822570252479,'run',NULL);
INSERT INTO input VALUES(3,1,2834695505953,'arm',NULL);
INSERT INTO input VALUES(4,1,2864139051326,'start',NULL);
INSERT INTO input VALUES(5,1,2877939055888,'edge',NULL);
INSERT INTO input VALUES(6,1,2877947805680,'edge',NULL);
INSERT INTO input VALUES(7,1,2877970577768,'edge',NULL);
INSERT INTO input VALUES(8,1,2878007073895,'edge',NULL);
INSERT INTO input VALUES(9,1,2878249334777,'edge',NULL);
INSERT INTO input VALUES(10,1,2878258107292,'edge',NULL);
INSERT INTO input VALUES(11,1,2878278277227,'edge',NULL);
INSERT INTO input VALUES(12,1,2878323036452,'edge',NULL);
INSERT INTO input VALUES(13,1,2879804578474,'edge',NULL);
INSERT INTO input VALUES(14,1,2879813844553,'edge',NULL);
INSERT INTO input VALUES(15,1,2879865344286,'edge',NULL);
INSERT INTO input VALUES(16,1,2879905097391,'edge',NULL);
INSERT INTO input VALUES(17,1,2879909384324,'edge',NULL);
INSERT INTO input VALUES(18,1,2879921321421,'edge',NULL);
INSERT INTO input VALUES(19,1,2890667868358,'edge',NULL);
INSERT INTO input VALUES(20,1,2890674071411,'edge',NULL);
INSERT INTO input VALUES(21,1,2890680088592,'edge',NULL);
INSERT INTO input VALUES(22,1,2890687424851,'edge',NULL);
INSERT INTO input VALUES(23,1,2890692605134,'edge',NULL);
INSERT INTO input VALUES(24,1,2890736373836,'edge',NULL);
INSERT INTO input VALUES(25,1,2891152844887,'edge',NULL);
INSERT INTO input VALUES(26,1,2891161739473,'edge',NULL);
INSERT INTO input VALUES(27,1,2891167215379,'edge',NULL);
INSERT INTO input VALUES(28,1,2891176373887,'edge',NULL);
INSERT INTO input VALUES(29,1,2891227456237,'edge',NULL);
INSERT INTO input VALUES(30,1,2891270261857,'edge',NULL);
INSERT INTO input VALUES(31,1,2891276961097,'edge',NULL);
INSERT INTO input VALUES(32,1,2891298777206,'edge',NULL);
INSERT INTO input VALUES(33,1,2894392509477,'edge',NULL);
INSERT INTO input VALUES(34,1,2894402283138,'edge',NULL);
INSERT INTO input VALUES(35,1,2894421757693,'edge',NULL);
INSERT INTO input VALUES(36,1,2894428690462,'edge',NULL);
INSERT INTO input VALUES(37,1,2894449264271,'edge',NULL);
INSERT INTO input VALUES(38,1,2894488091600,'edge',NULL);
INSERT INTO input VALUES(39,1,2894493361073,'edge',NULL);
INSERT INTO input VALUES(40,1,2894512786331,'edge',NULL);
INSERT INTO input VALUES(41,1,2904368400085,'edge',NULL);
INSERT INTO input VALUES(42,1,2904374983303,'edge',NULL);
INSERT INTO input VALUES(43,1,2904425302833,'edge',NULL);
INSERT INTO input VALUES(44,1,2904466284568,'edge',NULL);
INSERT INTO input VALUES(45,1,2905301986504,'edge',NULL);
INSERT INTO input VALUES(46,1,2905310210763,'edge',NULL);
INSERT INTO input VALUES(47,1,2905332009921,'edge',NULL);
INSERT INTO input VALUES(48,1,2905373845181,'edge',NULL);
INSERT INTO input VALUES(49,1,2905379929718,'edge',NULL);
INSERT INTO input VALUES(50,1,2905398074005,'edge',NULL);
INSERT INTO input VALUES(51,1,2910125872129,'edge',NULL);
INSERT INTO input VALUES(52,1,2910136918512,'edge',NULL);
INSERT INTO input VALUES(53,1,2910156092409,'edge',NULL);
INSERT INTO input VALUES(54,1,2910168177629,'edge',NULL);
INSERT INTO input VALUES(55,1,2910173364435,'edge',NULL);
INSERT INTO input VALUES(56,1,2910224870567,'edge',NULL);
INSERT INTO input VALUES(57,1,2910232593357,'edge',NULL);
INSERT INTO input VALUES(58,1,2910257411124,'edge',NULL);
INSERT INTO input VALUES(59,1,2919497673876,'edge',NULL);
INSERT INTO input VALUES(60,1,2919507196246,'edge',NULL);
INSERT INTO input VALUES(61,1,2919539051741,'edge',NULL);
INSERT INTO input VALUES(62,1,2919579977829,'edge',NULL);
INSERT INTO input VALUES(63,1,2920790803615,'edge',NULL);
INSERT INTO input VALUES(64,1,2920799173594,'edge',NULL);
INSERT INTO input VALUES(65,1,2920813421442,'edge',NULL);
INSERT INTO input VALUES(66,1,2920823482846,'edge',NULL);
INSERT INTO input VALUES(67,1,2920839051459,'edge',NULL);
INSERT INTO input VALUES(68,1,2920879344217,'edge',NULL);
INSERT INTO input VALUES(69,1,2920885701205,'edge',NULL);
INSERT INTO input VALUES(70,1,2920901680581,'edge',NULL);
INSERT INTO input VALUES(71,1,2927297549145,'edge',NULL);
INSERT INTO input VALUES(72,1,2927306816910,'edge',NULL);
INSERT INTO input VALUES(73,1,2927339051096,'edge',NULL);
INSERT INTO input VALUES(74,1,2927383467848,'edge',NULL);
INSERT INTO input VALUES(75,1,2927389239225,'edge',NULL);
INSERT INTO input VALUES(76,1,2927417919451,'edge',NULL);
INSERT INTO input VALUES(77,1,2945770948314,'end',NULL);
INSERT INTO input VALUES(78,2,2987985735261,'clock',NULL);
INSERT INTO input VALUES(79,2,2987985735261,'run',NULL);
INSERT INTO input VALUES(80,2,3011858758810,'arm',NULL);
INSERT INTO input VALUES(81,2,3020965614703,'start',NULL);
INSERT INTO input VALUES(82,2,3034466919315,'edge',NULL);
INSERT INTO input VALUES(83,2,3034475755476,'edge',NULL);
INSERT INTO input VALUES(84,2,3034491691702,'edge',NULL);
INSERT INTO input VALUES(85,2,3034503042319,'edge',NULL);
INSERT INTO input VALUES(86,2,3034540282677,'edge',NULL);
INSERT INTO input VALUES(87,2,3034575914277,'edge',NULL);
INSERT INTO input VALUES(88,2,3035401824217,'edge',NULL);
INSERT INTO input VALUES(89,2,3035410391178,'edge',NULL);
INSERT INTO input VALUES(90,2,3035443876495,'edge',NULL);
INSERT INTO input VALUES(91,2,3035480850724,'edge',NULL);
INSERT INTO input VALUES(92,2,3035486659246,'edge',NULL);
INSERT INTO input VALUES(93,2,3035497093008,'edge',NULL);
INSERT INTO input VALUES(94,2,3036357296911,'edge',NULL);
INSERT INTO input VALUES(95,2,3036365728662,'edge',NULL);
INSERT INTO input VALUES(96,2,3036424095150,'edge',NULL);
INSERT INTO input VALUES(97,2,3036474844570,'edge',NULL);
INSERT INTO input VALUES(98,2,3046908229365,'edge',NULL);
INSERT INTO input VALUES(99,2,3046918632849,'edge',NULL);
INSERT INTO input VALUES(100,2,3046986315977,'edge',NULL);
INSERT INTO input VALUES(101,2,3047027887601,'edge',NULL);
INSERT INTO input VALUES(102,2,3050732663984,'edge',NULL);
INSERT INTO input VALUES(103,2,3050770975330,'edge',NULL);
INSERT INTO input VALUES(104,2,3050778851514,'edge',NULL);
INSERT INTO input VALUES(105,2,3050790286912,'edge',NULL);
INSERT INTO input VALUES(106,2,3060451247846,'edge',NULL);
INSERT INTO input VALUES(107,2,3060462480360,'edge',NULL);
INSERT INTO input VALUES(108,2,3060472525384,'edge',NULL);
INSERT INTO input VALUES(109,2,3060484331757,'edge',NULL);
INSERT INTO input VALUES(110,2,3060488979608,'edge',NULL);
INSERT INTO input VALUES(111,2,3060532867941,'edge',NULL);
INSERT INTO input VALUES(112,2,3060540795804,'edge',NULL);
INSERT INTO input VALUES(113,2,3060550541685,'edge',NULL);
INSERT INTO input VALUES(114,2,3062963354402,'edge',NULL);
INSERT INTO input VALUES(115,2,3062970281144,'edge',NULL);
INSERT INTO input VALUES(116,2,3062984380418,'edge',NULL);
INSERT INTO input VALUES(117,2,3062994041742,'edge',NULL);
INSERT INTO input VALUES(118,2,3062998610963,'edge',NULL);
INSERT INTO input VALUES(119,2,3063043344544,'edge',NULL);
INSERT INTO input VALUES(120,2,3063049083147,'edge',NULL);
INSERT INTO input VALUES(121,2,3063058399358,'edge',NULL);
INSERT INTO input VALUES(122,2,3066267546852,'edge',NULL);
INSERT INTO input VALUES(123,2,3066307381868,'edge',NULL);
INSERT INTO input VALUES(124,2,3066312751010,'edge',NULL);
INSERT INTO input VALUES(125,2,3066327133952,'edge',NULL);
INSERT INTO input VALUES(126,2,3075187262748,'edge',NULL);
INSERT INTO input VALUES(127,2,3075199531995,'edge',NULL);
INSERT INTO input VALUES(128,2,3075225768036,'edge',NULL);
INSERT INTO input VALUES(129,2,3075238137771,'edge',NULL);
INSERT INTO input VALUES(130,2,3075265614891,'edge',NULL);
INSERT INTO input VALUES(131,2,3075310270572,'edge',NULL);
INSERT INTO input VALUES(132,2,3075314895136,'edge',NULL);
INSERT INTO input VALUES(133,2,3075327070841,'edge',NULL);
INSERT INTO input VALUES(134,2,3078538982189,'edge',NULL);
INSERT INTO input VALUES(135,2,3078551686267,'edge',NULL);
INSERT INTO input VALUES(136,2,3078565614542,'edge',NULL);
INSERT INTO input VALUES(137,2,3078606601154,'edge',NULL);
INSERT INTO input VALUES(138,2,3083190741581,'edge',NULL);
INSERT INTO input VALUES(139,2,3083202166024,'edge',NULL);
INSERT INTO input VALUES(140,2,3083265615176,'edge',NULL);
INSERT INTO input VALUES(141,2,3083320477661,'edge',NULL);
INSERT INTO input VALUES(142,2,3090965614703,'add',NULL);
INSERT INTO input VALUES(143,2,3102943461839,'end',NULL);
CREATE TABLE edge (
  -- Raw. One transition of one beam, as the kernel stamped it.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  gate TEXT NOT NULL,                 -- as named in the session's ground
  beam INTEGER NOT NULL,              -- 0, or 1 for the second beam of a dual gate
  broken INTEGER NOT NULL CHECK (broken IN (0, 1)),  -- 1 broken, 0 restored
  line_seqno INTEGER,                 -- the kernel's count on this line
  global_seqno INTEGER                -- the kernel's count over all lines
) STRICT;
INSERT INTO edge VALUES(5,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(6,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(7,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(8,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(9,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(10,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(11,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(12,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(13,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(14,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(15,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(16,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(17,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(18,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(19,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(20,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(21,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(22,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(23,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(24,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(25,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(26,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(27,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(28,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(29,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(30,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(31,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(32,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(33,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(34,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(35,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(36,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(37,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(38,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(39,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(40,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(41,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(42,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(43,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(44,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(45,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(46,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(47,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(48,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(49,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(50,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(51,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(52,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(53,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(54,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(55,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(56,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(57,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(58,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(59,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(60,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(61,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(62,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(63,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(64,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(65,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(66,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(67,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(68,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(69,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(70,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(71,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(72,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(73,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(74,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(75,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(76,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(82,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(83,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(84,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(85,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(86,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(87,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(88,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(89,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(90,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(91,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(92,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(93,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(94,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(95,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(96,'g100',0,1,NULL,NULL);
INSERT INTO edge VALUES(97,'g100',0,0,NULL,NULL);
INSERT INTO edge VALUES(98,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(99,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(100,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(101,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(102,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(103,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(104,'g200',0,1,NULL,NULL);
INSERT INTO edge VALUES(105,'g200',0,0,NULL,NULL);
INSERT INTO edge VALUES(106,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(107,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(108,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(109,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(110,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(111,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(112,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(113,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(114,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(115,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(116,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(117,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(118,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(119,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(120,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(121,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(122,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(123,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(124,'g300',0,1,NULL,NULL);
INSERT INTO edge VALUES(125,'g300',0,0,NULL,NULL);
INSERT INTO edge VALUES(126,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(127,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(128,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(129,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(130,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(131,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(132,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(133,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(134,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(135,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(136,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(137,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(138,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(139,'finish',0,0,NULL,NULL);
INSERT INTO edge VALUES(140,'finish',0,1,NULL,NULL);
INSERT INTO edge VALUES(141,'finish',0,0,NULL,NULL);
CREATE TABLE edges_lost (
  -- Raw. A gap in the kernel's counts: edges nobody can tell any more.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  gate TEXT NOT NULL,                 -- as named in the session's ground
  count INTEGER NOT NULL              -- how many
) STRICT;
CREATE TABLE clock_pair (
  -- Raw. Wall time beside gate time, taken at the start, every minute and at the end.
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it, with the gate time
  wall_us INTEGER NOT NULL,           -- microseconds since 1970 UTC
  boot TEXT NOT NULL                  -- the kernel's boot id
) STRICT;
INSERT INTO clock_pair VALUES(1,1800000000000000,'boot-a');
INSERT INTO clock_pair VALUES(78,1800000000000000,'boot-a');
CREATE TABLE command (
  -- Raw. What a person did: run, arm, start, assign, undo, ...
  input_id INTEGER PRIMARY KEY REFERENCES input,  -- the rest of it
  line TEXT NOT NULL                  -- all of it, as the line of the session log, JSON
) STRICT;
INSERT INTO command VALUES(2,'{"type":"run","t_ns":2822570252479,"run":"r1","distance_m":400,"entries":[{"athlete":"Ada","target_s":56},{"athlete":"Bea","target_s":56},{"athlete":"Cyd","target_s":63}]}');
INSERT INTO command VALUES(3,'{"type":"arm","t_ns":2834695505953,"run":"r1"}');
INSERT INTO command VALUES(4,'{"type":"start","t_ns":2864139051326,"run":"r1","source":"gun"}');
INSERT INTO command VALUES(77,'{"type":"end","t_ns":2945770948314,"run":"r1"}');
INSERT INTO command VALUES(79,'{"type":"run","t_ns":2987985735261,"run":"r1","distance_m":400,"entries":[{"athlete":"Ada","target_s":54},{"athlete":"Bea","target_s":58},{"athlete":"Cyd","target_s":62}]}');
INSERT INTO command VALUES(80,'{"type":"arm","t_ns":3011858758810,"run":"r1"}');
INSERT INTO command VALUES(81,'{"type":"start","t_ns":3020965614703,"run":"r1","source":"gun"}');
INSERT INTO command VALUES(142,'{"type":"add","t_ns":3090965614703,"run":"r1","athlete":"Bea","point":1,"time_us":27720000,"by":"Ken","why":"from the video"}');
INSERT INTO command VALUES(143,'{"type":"end","t_ns":3102943461839,"run":"r1"}');
CREATE TABLE rules (
  -- Raw. By which rules and settings derived rows were made.
  rules_id INTEGER PRIMARY KEY,       -- each derived row names its own
  rules_version INTEGER NOT NULL,     -- raised when the same inputs begin to give other answers
  settings TEXT,                      -- of timing, one JSON object; NULL: not recorded
  UNIQUE (rules_version, settings)
) STRICT;
INSERT INTO rules VALUES(1,2,'{"lockout_ns":200000000,"noise_ns":3000000,"torso_ns":15000000,"blocked_ns":2000000000,"certainty":0.95,"top_speed_mps":12.5,"slowest_mps":3,"torso_large_ns":43750000,"burst_pulses":8,"torso_in_burst_ns":24000000,"torso_share":0.65,"chatter_edges":400,"quiet_ns":2000000000}');
CREATE TABLE run (
  -- Derived. One timed effort from one start.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  run TEXT NOT NULL,                  -- its id, one of a kind within the session
  position INTEGER NOT NULL,          -- in the session, from 1
  wall_us INTEGER NOT NULL,           -- of its start, or before that of its creation: a label
  distance_mm INTEGER NOT NULL,       -- to be run
  start TEXT NOT NULL,                -- gun, hand or gate
  stagger TEXT NOT NULL,              -- none, one or break
  phase TEXT NOT NULL,                -- created, armed, running or ended
  start_t_ns INTEGER,                 -- the start on the gate clock
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run)
) STRICT, WITHOUT ROWID;
INSERT INTO run VALUES(1,'r1',1,1800000041568799,400000,'gun','none','ended',2864139051326,1);
INSERT INTO run VALUES(2,'r1',1,1800000032979879,400000,'gun','none','ended',3020965614703,1);
CREATE TABLE entry (
  -- Derived. An athlete in a run: as entered, and how he or she stands.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- the name; one of a name in a run
  position INTEGER NOT NULL,          -- in the list of entries, from 0
  lane INTEGER,                       -- 1 is the innermost
  bib TEXT,                           -- the number worn
  sex TEXT,                           -- men or women
  delay_us INTEGER NOT NULL,          -- sets off this much after the start
  target_us INTEGER,                  -- for the whole distance
  best_us INTEGER,                    -- personal best over the distance, as entered
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
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
INSERT INTO entry VALUES(1,'r1','Ada',0,NULL,NULL,NULL,0,56000000,NULL,'finished',2864139051326,55400000,'55.40',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO entry VALUES(1,'r1','Bea',1,NULL,NULL,NULL,0,56000000,NULL,'finished',2864139051326,56700000,'56.70',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO entry VALUES(1,'r1','Cyd',2,NULL,NULL,NULL,0,63000000,NULL,'finished',2864139051326,63200000,'1:03.20',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO entry VALUES(2,'r1','Ada',0,NULL,NULL,NULL,0,54000000,NULL,'finished',3020965614703,54300000,'54.30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO entry VALUES(2,'r1','Bea',1,NULL,NULL,NULL,0,58000000,NULL,'finished',3020965614703,57600000,'57.60',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO entry VALUES(2,'r1','Cyd',2,NULL,NULL,NULL,0,62000000,NULL,'finished',3020965614703,62300000,'1:02.30',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1);
CREATE TABLE passage (
  -- Derived. One athlete going through one gate, or what looked like it.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  passage_id INTEGER NOT NULL,        -- counted within the session
  gate TEXT NOT NULL,                 -- as named in the session's ground
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse, on the gate clock
  width_us INTEGER NOT NULL,          -- of that pulse
  pulse_count INTEGER NOT NULL,       -- of how many pulses it is made
  run TEXT,                           -- in which; NULL: none had the gates
  athlete TEXT,                       -- whose; NULL: nobody's
  verdict TEXT,                       -- why, in a sentence
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, passage_id),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO passage VALUES(1,1,'g100',2877970577768,36496,2,'r1','Ada','Ada at 100 m.',1);
INSERT INTO passage VALUES(1,2,'g100',2878278277227,44759,2,'r1','Bea','Bea at 100 m.',1);
INSERT INTO passage VALUES(1,3,'g100',2879865344286,39753,3,'r1','Cyd','Cyd at 100 m.',1);
INSERT INTO passage VALUES(1,4,'g200',2890692605134,43769,3,'r1','Ada','Ada at 200 m.',1);
INSERT INTO passage VALUES(1,5,'g200',2891227456237,42806,4,'r1','Bea','Bea at 200 m.',1);
INSERT INTO passage VALUES(1,6,'g200',2894449264271,38827,4,'r1','Cyd','Cyd at 200 m.',1);
INSERT INTO passage VALUES(1,7,'g300',2904425302833,40982,2,'r1','Ada','Ada at 300 m.',1);
INSERT INTO passage VALUES(1,8,'g300',2905332009921,41835,3,'r1','Bea','Bea at 300 m.',1);
INSERT INTO passage VALUES(1,9,'g300',2910173364435,51506,4,'r1','Cyd','Cyd at 300 m.',1);
INSERT INTO passage VALUES(1,10,'finish',2919539051741,40926,2,'r1','Ada','Ada at 400 m.',1);
INSERT INTO passage VALUES(1,11,'finish',2920839051459,40293,4,'r1','Bea','Bea at 400 m.',1);
INSERT INTO passage VALUES(1,12,'finish',2927339051096,44417,3,'r1','Cyd','Cyd at 400 m.',1);
INSERT INTO passage VALUES(2,1,'g100',3034540282677,35632,3,'r1','Ada','Ada at 100 m.',1);
INSERT INTO passage VALUES(2,2,'g100',3035443876495,36974,3,'r1','Bea','Bea at 100 m.',1);
INSERT INTO passage VALUES(2,3,'g100',3036424095150,50749,2,'r1','Cyd','Cyd at 100 m.',1);
INSERT INTO passage VALUES(2,4,'g200',3046986315977,41572,2,'r1','Ada','Ada at 200 m.',1);
INSERT INTO passage VALUES(2,5,'g200',3050732663984,38311,2,'r1','Cyd','Cyd at 200 m.',1);
INSERT INTO passage VALUES(2,6,'g300',3060488979608,43888,4,'r1','Ada','Ada at 300 m.',1);
INSERT INTO passage VALUES(2,7,'g300',3062998610963,44734,4,'r1','Bea','Bea at 300 m.',1);
INSERT INTO passage VALUES(2,8,'g300',3066267546852,39835,2,'r1','Cyd','Cyd at 300 m.',1);
INSERT INTO passage VALUES(2,9,'finish',3075265614891,44656,4,'r1','Ada','Ada at 400 m.',1);
INSERT INTO passage VALUES(2,10,'finish',3078565614542,40987,2,'r1','Bea','Bea at 400 m.',1);
INSERT INTO passage VALUES(2,11,'finish',3083265615176,54862,2,'r1','Cyd','Cyd at 400 m.',1);
CREATE TABLE pulse (
  -- Derived. A beam broken and restored, within a passage: the first of them where there were many.
  session_id INTEGER NOT NULL,        -- of the passage
  passage_id INTEGER NOT NULL,        -- of which it is a part
  position INTEGER NOT NULL,          -- within the passage, from 0
  t_ns INTEGER NOT NULL,              -- broken at, on the gate clock
  width_us INTEGER NOT NULL,          -- until it was restored
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, passage_id, position),
  FOREIGN KEY (session_id, passage_id) REFERENCES passage
) STRICT, WITHOUT ROWID;
INSERT INTO pulse VALUES(1,1,0,2877939055888,8750,1);
INSERT INTO pulse VALUES(1,1,1,2877970577768,36496,1);
INSERT INTO pulse VALUES(1,2,0,2878249334777,8773,1);
INSERT INTO pulse VALUES(1,2,1,2878278277227,44759,1);
INSERT INTO pulse VALUES(1,3,0,2879804578474,9266,1);
INSERT INTO pulse VALUES(1,3,1,2879865344286,39753,1);
INSERT INTO pulse VALUES(1,3,2,2879909384324,11937,1);
INSERT INTO pulse VALUES(1,4,0,2890667868358,6203,1);
INSERT INTO pulse VALUES(1,4,1,2890680088592,7336,1);
INSERT INTO pulse VALUES(1,4,2,2890692605134,43769,1);
INSERT INTO pulse VALUES(1,5,0,2891152844887,8895,1);
INSERT INTO pulse VALUES(1,5,1,2891167215379,9159,1);
INSERT INTO pulse VALUES(1,5,2,2891227456237,42806,1);
INSERT INTO pulse VALUES(1,5,3,2891276961097,21816,1);
INSERT INTO pulse VALUES(1,6,0,2894392509477,9774,1);
INSERT INTO pulse VALUES(1,6,1,2894421757693,6933,1);
INSERT INTO pulse VALUES(1,6,2,2894449264271,38827,1);
INSERT INTO pulse VALUES(1,6,3,2894493361073,19425,1);
INSERT INTO pulse VALUES(1,7,0,2904368400085,6583,1);
INSERT INTO pulse VALUES(1,7,1,2904425302833,40982,1);
INSERT INTO pulse VALUES(1,8,0,2905301986504,8224,1);
INSERT INTO pulse VALUES(1,8,1,2905332009921,41835,1);
INSERT INTO pulse VALUES(1,8,2,2905379929718,18144,1);
INSERT INTO pulse VALUES(1,9,0,2910125872129,11046,1);
INSERT INTO pulse VALUES(1,9,1,2910156092409,12085,1);
INSERT INTO pulse VALUES(1,9,2,2910173364435,51506,1);
INSERT INTO pulse VALUES(1,9,3,2910232593357,24818,1);
INSERT INTO pulse VALUES(1,10,0,2919497673876,9522,1);
INSERT INTO pulse VALUES(1,10,1,2919539051741,40926,1);
INSERT INTO pulse VALUES(1,11,0,2920790803615,8370,1);
INSERT INTO pulse VALUES(1,11,1,2920813421442,10061,1);
INSERT INTO pulse VALUES(1,11,2,2920839051459,40293,1);
INSERT INTO pulse VALUES(1,11,3,2920885701205,15979,1);
INSERT INTO pulse VALUES(1,12,0,2927297549145,9268,1);
INSERT INTO pulse VALUES(1,12,1,2927339051096,44417,1);
INSERT INTO pulse VALUES(1,12,2,2927389239225,28680,1);
INSERT INTO pulse VALUES(2,1,0,3034466919315,8836,1);
INSERT INTO pulse VALUES(2,1,1,3034491691702,11351,1);
INSERT INTO pulse VALUES(2,1,2,3034540282677,35632,1);
INSERT INTO pulse VALUES(2,2,0,3035401824217,8567,1);
INSERT INTO pulse VALUES(2,2,1,3035443876495,36974,1);
INSERT INTO pulse VALUES(2,2,2,3035486659246,10434,1);
INSERT INTO pulse VALUES(2,3,0,3036357296911,8432,1);
INSERT INTO pulse VALUES(2,3,1,3036424095150,50749,1);
INSERT INTO pulse VALUES(2,4,0,3046908229365,10403,1);
INSERT INTO pulse VALUES(2,4,1,3046986315977,41572,1);
INSERT INTO pulse VALUES(2,5,0,3050732663984,38311,1);
INSERT INTO pulse VALUES(2,5,1,3050778851514,11435,1);
INSERT INTO pulse VALUES(2,6,0,3060451247846,11233,1);
INSERT INTO pulse VALUES(2,6,1,3060472525384,11806,1);
INSERT INTO pulse VALUES(2,6,2,3060488979608,43888,1);
INSERT INTO pulse VALUES(2,6,3,3060540795804,9746,1);
INSERT INTO pulse VALUES(2,7,0,3062963354402,6927,1);
INSERT INTO pulse VALUES(2,7,1,3062984380418,9661,1);
INSERT INTO pulse VALUES(2,7,2,3062998610963,44734,1);
INSERT INTO pulse VALUES(2,7,3,3063049083147,9316,1);
INSERT INTO pulse VALUES(2,8,0,3066267546852,39835,1);
INSERT INTO pulse VALUES(2,8,1,3066312751010,14383,1);
INSERT INTO pulse VALUES(2,9,0,3075187262748,12269,1);
INSERT INTO pulse VALUES(2,9,1,3075225768036,12370,1);
INSERT INTO pulse VALUES(2,9,2,3075265614891,44656,1);
INSERT INTO pulse VALUES(2,9,3,3075314895136,12176,1);
INSERT INTO pulse VALUES(2,10,0,3078538982189,12704,1);
INSERT INTO pulse VALUES(2,10,1,3078565614542,40987,1);
INSERT INTO pulse VALUES(2,11,0,3083190741581,11424,1);
INSERT INTO pulse VALUES(2,11,1,3083265615176,54862,1);
CREATE TABLE split (
  -- Derived. Elapsed time from an athlete's own start to one point of the course, as it stands now.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- whose
  point INTEGER NOT NULL,             -- of the athlete's course, from 0
  gate TEXT NOT NULL,                 -- as named in the session's ground
  at_mm INTEGER NOT NULL,             -- the true distance run there
  time_us INTEGER,                    -- NULL: missed
  segment_us INTEGER,                 -- since the point before, both ends measured
  delta_us INTEGER,                   -- minus the target; positive is slower
  pm_us INTEGER,                      -- one standard deviation of the time
  pm_parts TEXT,                      -- what that is made of: [["body in beam",15000], ...], in microseconds
  kind TEXT NOT NULL,                 -- measured, hand, estimated, edited or missed
  certainty REAL NOT NULL,            -- that this passage was this athlete's, 0 to 1
  runner_up TEXT,                     -- who else it may have been; NULL: nobody
  runner_up_certainty REAL NOT NULL,  -- how likely the next best explanation is
  confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),      -- 1: a person said so
  excluded INTEGER NOT NULL CHECK (excluded IN (0, 1)),        -- 1: happened, does not count
  provisional INTEGER NOT NULL CHECK (provisional IN (0, 1)),  -- 1: the passage was still open
  t_ns INTEGER,                       -- the raw edge the time was measured at, on the gate clock
  passage_id INTEGER,                 -- no reference: a provisional split comes before its passage
  flags TEXT NOT NULL,                -- what is doubtful and why: sentences, one a line
  distance_mm INTEGER NOT NULL,       -- of the run, for the index of bests
  start TEXT NOT NULL,                -- of the run, for the index of bests
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete, point),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
INSERT INTO split VALUES(1,'r1','Ada',0,'g100',100000,13831526,13831526,-31274,16550,'[["body in beam",15000],["gate to 5 cm",6916],["clock of 20 ppm",277],["start",1000]]','measured',0.5,'Bea',0.5,0,0,0,2877970577768,1,'Doubtful: Ada 50 %, or Bea 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Ada',1,'g200',200000,26553554,12722028,-264846,16442,'[["body in beam",15000],["gate to 5 cm",6638],["clock of 20 ppm",531],["start",1000]]','measured',0.49990000000000001101,'Bea',0.49990000000000001101,0,0,0,2890692605134,4,'Doubtful: Ada 50 %, or Bea 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Ada',2,'g300',300000,40286252,13732698,-403348,16484,'[["body in beam",15000],["gate to 5 cm",6714],["clock of 20 ppm",806],["start",1000]]','measured',0.5,'Bea',0.5,0,0,0,2904425302833,7,'Doubtful: Ada 50 %, or Bea 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Ada',3,'finish',400000,55400000,15113748,-600000,16589,'[["body in beam",15000],["gate to 5 cm",6925],["clock of 20 ppm",1108],["start",1000]]','measured',0.5,'Bea',0.5,0,0,0,2919539051741,10,'Doubtful: Ada 50 %, or Bea 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Bea',0,'g100',100000,14139226,14139226,276426,16615,'[["body in beam",15000],["gate to 5 cm",7070],["clock of 20 ppm",283],["start",1000]]','measured',0.49990000000000001101,'Ada',0.49990000000000001101,0,0,0,2878278277227,2,'Doubtful: Bea 50 %, or Ada 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Bea',1,'g200',200000,27088405,12949179,270005,16497,'[["body in beam",15000],["gate to 5 cm",6772],["clock of 20 ppm",542],["start",1000]]','measured',0.49990000000000001101,'Ada',0.49990000000000001101,0,0,0,2891227456237,5,'Doubtful: Bea 50 %, or Ada 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Bea',2,'g300',300000,41192959,14104554,503359,16547,'[["body in beam",15000],["gate to 5 cm",6865],["clock of 20 ppm",824],["start",1000]]','measured',0.5,'Ada',0.5,0,0,0,2905332009921,8,'Doubtful: Bea 50 %, or Ada 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Bea',3,'finish',400000,56700000,15507041,700000,16659,'[["body in beam",15000],["gate to 5 cm",7088],["clock of 20 ppm",1134],["start",1000]]','measured',0.5,'Ada',0.5,0,0,0,2920839051459,11,'Doubtful: Bea 50 %, or Ada 50 %.',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Cyd',0,'g100',100000,15726293,15726293,130643,16968,'[["body in beam",15000],["gate to 5 cm",7863],["clock of 20 ppm",315],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,2879865344286,3,'',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Cyd',1,'g200',200000,30310213,14583920,139513,16846,'[["body in beam",15000],["gate to 5 cm",7578],["clock of 20 ppm",606],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,2894449264271,6,'',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Cyd',2,'g300',300000,46034313,15724100,258513,16903,'[["body in beam",15000],["gate to 5 cm",7672],["clock of 20 ppm",921],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,2910173364435,9,'',400000,'gun',1);
INSERT INTO split VALUES(1,'r1','Cyd',3,'finish',400000,63200000,17165687,200000,17030,'[["body in beam",15000],["gate to 5 cm",7900],["clock of 20 ppm",1264],["start",1000]]','measured',0.99980000000000002202,NULL,0.0,0,0,0,2927339051096,12,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Ada',0,'g100',100000,13574668,13574668,206968,16497,'[["body in beam",15000],["gate to 5 cm",6787],["clock of 20 ppm",271],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3034540282677,1,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Ada',1,'g200',200000,26020701,12446033,160101,16389,'[["body in beam",15000],["gate to 5 cm",6505],["clock of 20 ppm",520],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3046986315977,4,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Ada',2,'g300',300000,39523365,13502664,286965,16432,'[["body in beam",15000],["gate to 5 cm",6587],["clock of 20 ppm",790],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3060488979608,6,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Ada',3,'finish',400000,54300000,14776635,300000,16530,'[["body in beam",15000],["gate to 5 cm",6788],["clock of 20 ppm",1086],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3075265614891,9,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Bea',0,'g100',100000,14478262,14478262,120362,16688,'[["body in beam",15000],["gate to 5 cm",7239],["clock of 20 ppm",290],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3035443876495,2,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Bea',1,'g200',200000,27720000,NULL,-56200,40016,'[["by a person",40000],["clock of 20 ppm",554],["start",1000]]','edited',1.0,NULL,0.0,1,0,0,3048685614703,NULL,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Bea',2,'g300',300000,42032996,NULL,-109804,16607,'[["body in beam",15000],["gate to 5 cm",7005],["clock of 20 ppm",841],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3062998610963,7,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Bea',3,'finish',400000,57600000,15567004,-400000,16708,'[["body in beam",15000],["gate to 5 cm",7200],["clock of 20 ppm",1152],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3078565614542,10,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Cyd',0,'g100',100000,15458480,15458480,110380,16907,'[["body in beam",15000],["gate to 5 cm",7729],["clock of 20 ppm",309],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3036424095150,3,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Cyd',1,'g200',200000,29767049,14308569,75249,16785,'[["body in beam",15000],["gate to 5 cm",7442],["clock of 20 ppm",595],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3050732663984,5,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Cyd',2,'g300',300000,45301932,15534883,252732,16847,'[["body in beam",15000],["gate to 5 cm",7550],["clock of 20 ppm",906],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3066267546852,8,'',400000,'gun',1);
INSERT INTO split VALUES(2,'r1','Cyd',3,'finish',400000,62300000,16998068,300000,16977,'[["body in beam",15000],["gate to 5 cm",7788],["clock of 20 ppm",1246],["start",1000]]','measured',0.99990000000000001101,NULL,0.0,0,0,0,3083265615176,11,'',400000,'gun',1);
CREATE TABLE form (
  -- Derived. How an athlete's runs over one distance went in one session: what a season's table is summed up from.
  athlete TEXT NOT NULL,              -- whose
  distance_mm INTEGER NOT NULL,       -- of the runs
  start TEXT NOT NULL,                -- of the runs: gun, hand or gate
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  entries INTEGER NOT NULL,           -- in so many runs
  runs INTEGER NOT NULL,              -- that the athlete started in
  finished INTEGER NOT NULL,          -- so many of them
  best_us INTEGER,                    -- of the finish times
  sum_us INTEGER,                     -- of the finish times, for their average
  first_wall_us INTEGER NOT NULL,     -- of the first of these entries' runs: a label
  last_wall_us INTEGER NOT NULL,      -- of the last of them
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (athlete, distance_mm, start, session_id)
) STRICT, WITHOUT ROWID;
INSERT INTO form VALUES('Ada',400000,'gun',1,1,1,1,55400000,55400000,1800000041568799,1800000041568799,1);
INSERT INTO form VALUES('Ada',400000,'gun',2,1,1,1,54300000,54300000,1800000032979879,1800000032979879,1);
INSERT INTO form VALUES('Bea',400000,'gun',1,1,1,1,56700000,56700000,1800000041568799,1800000041568799,1);
INSERT INTO form VALUES('Bea',400000,'gun',2,1,1,1,57600000,57600000,1800000032979879,1800000032979879,1);
INSERT INTO form VALUES('Cyd',400000,'gun',1,1,1,1,63200000,63200000,1800000041568799,1800000041568799,1);
INSERT INTO form VALUES('Cyd',400000,'gun',2,1,1,1,62300000,62300000,1800000032979879,1800000032979879,1);
CREATE TABLE equivalent (
  -- Derived. What an athlete's time at a round distance would be where no gate stood for this lane. Always estimated.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- in which
  athlete TEXT NOT NULL,              -- whose
  at_mm INTEGER NOT NULL,             -- the round distance
  time_us INTEGER NOT NULL,           -- converted from the splits beside it
  pm_us INTEGER NOT NULL,             -- one standard deviation of it
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, athlete, at_mm),
  FOREIGN KEY (session_id, run, athlete) REFERENCES entry
) STRICT, WITHOUT ROWID;
CREATE TABLE unassigned (
  -- Derived. A passage that was given to nobody, and why.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which had the gates
  gate TEXT NOT NULL,                 -- as named in the session's ground
  t_ns INTEGER NOT NULL,              -- leading edge of the longest pulse, on the gate clock
  width_us INTEGER NOT NULL,          -- of that pulse
  reason TEXT NOT NULL,               -- a sentence
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, gate, t_ns),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
CREATE TABLE act (
  -- Derived. A correction that a person made, the undone ones too.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which it corrects
  act INTEGER NOT NULL,               -- number within the run, from 1
  t_ns INTEGER NOT NULL,              -- when, on the gate clock
  what TEXT NOT NULL,                 -- a sentence
  by TEXT,                            -- who made it; NULL: not said
  why TEXT,                           -- NULL: not said
  undone INTEGER NOT NULL CHECK (undone IN (0, 1)),  -- 1: it was taken back
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, act),
  FOREIGN KEY (session_id, run) REFERENCES run
) STRICT, WITHOUT ROWID;
INSERT INTO act VALUES(2,'r1',1,3090965614703,'Bea took 27.72 to 200 m, by a person''s watch.','Ken','from the video',0,1);
CREATE TABLE edit (
  -- Derived. Which input made a correction, took it back or gave it back. With `command` it is the edit history.
  session_id INTEGER NOT NULL,        -- of the run
  run TEXT NOT NULL,                  -- which was corrected
  act INTEGER NOT NULL,               -- the correction
  input_id INTEGER NOT NULL REFERENCES input,  -- what a person did
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
  PRIMARY KEY (session_id, run, act, input_id),
  FOREIGN KEY (session_id, run, act) REFERENCES act
) STRICT, WITHOUT ROWID;
INSERT INTO edit VALUES(2,'r1',1,142,1);
CREATE TABLE warning (
  -- Derived. What the coach was warned of.
  session_id INTEGER NOT NULL REFERENCES session,  -- in which
  seq INTEGER NOT NULL,               -- in the order they were given: the number of the event within the session
  t_ns INTEGER NOT NULL,              -- when, on the gate clock
  code TEXT NOT NULL,                 -- of what kind: a stable word
  sentence TEXT NOT NULL,             -- as the coach read it
  run TEXT,                           -- which it is about; NULL: none
  gate TEXT,                          -- which it is about; NULL: none
  rules_id INTEGER NOT NULL REFERENCES rules,  -- what made this row
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
CREATE TRIGGER rules_refuses_UPDATE BEFORE UPDATE ON rules BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: rules takes no UPDATE');
END;
CREATE TRIGGER rules_refuses_DELETE BEFORE DELETE ON rules BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: rules takes no DELETE');
END;
CREATE UNIQUE INDEX run_by_position ON run (session_id, position);
CREATE INDEX run_by_wall ON run (wall_us);
CREATE INDEX entry_by_athlete ON entry (athlete);
CREATE INDEX split_by_time ON split (athlete, distance_mm, start, at_mm, time_us)
  WHERE kind = 'measured' AND excluded = 0 AND provisional = 0;
CREATE INDEX form_by_session ON form (session_id, athlete);
CREATE INDEX edit_by_input ON edit (input_id);
CREATE VIEW run_list AS
  -- View. The runs, oldest session first, in their order.
  SELECT
    session.name AS session,                     -- the id on the wire
    run.run AS run,                              -- its id within the session
    datetime(run.wall_us / 1000000, 'unixepoch') AS utc,                               -- when it was started, or created: date and time
    run.distance_mm / 1000.0 AS distance_m,      -- to be run
    run.start AS start,                          -- gun, hand or gate
    run.phase AS phase,                          -- created, armed, running or ended
    (SELECT count(*) FROM entry WHERE entry.session_id = run.session_id AND entry.run = run.run)
      AS entries,                                -- how many athletes were entered
    (SELECT count(*) FROM entry WHERE entry.session_id = run.session_id AND entry.run = run.run
      AND entry.status = 'finished') AS finished,  -- how many of them have finished
    (SELECT min(time_us) FROM entry WHERE entry.session_id = run.session_id
      AND entry.run = run.run AND entry.status = 'finished') AS best_us,  -- the fastest finish
    rules.rules_version AS rules_version         -- what made it
  FROM run JOIN session USING (session_id) JOIN rules USING (rules_id)
  ORDER BY run.session_id, run.position
;
CREATE VIEW run_split AS
  -- View. The splits of each run: by entry, in the order they were run.
  SELECT
    session.name AS session,                     -- the id on the wire
    split.run AS run,                            -- its id within the session
    split.athlete AS athlete,                    -- whose
    entry.status AS status,                      -- of the athlete: running, finished, dnf, dns or dq
    split.gate AS gate,                          -- as named in the session's ground
    split.at_mm / 1000.0 AS at_m,                -- the true distance run there
    CASE
      WHEN (split.time_us + 9999) / 10000 < 6000 THEN
        printf('%d.%02d', (split.time_us + 9999) / 1000000,
          (split.time_us + 9999) / 10000 % 100)
      WHEN (split.time_us + 9999) / 10000 < 360000 THEN
        printf('%d:%02d.%02d', (split.time_us + 9999) / 60000000,
          (split.time_us + 9999) / 1000000 % 60, (split.time_us + 9999) / 10000 % 100)
      WHEN split.time_us IS NOT NULL THEN
        printf('%d:%02d:%02d.%02d', (split.time_us + 9999) / 3600000000,
          (split.time_us + 9999) / 60000000 % 60,
          (split.time_us + 9999) / 1000000 % 60, (split.time_us + 9999) / 10000 % 100)
    END AS official,                      -- the time, rounded up to 0.01 s; gate times are no photo-finish times
    split.time_us AS time_us,                    -- the time; NULL: missed
    split.segment_us AS segment_us,              -- since the point before, both ends measured
    split.delta_us AS delta_us,                  -- minus the target; positive is slower
    split.pm_us AS pm_us,                        -- one standard deviation of the time
    split.kind AS kind,                          -- measured, hand, estimated, edited or missed
    split.certainty AS certainty,                -- that this passage was this athlete's, 0 to 1
    split.runner_up AS runner_up,                -- who else it may have been
    split.confirmed AS confirmed,                -- 1: a person said so
    split.excluded AS excluded,                  -- 1: happened, does not count
    split.flags AS flags,                        -- what is doubtful and why: sentences, one a line
    rules.rules_version AS rules_version,        -- what made it
    rules.settings AS settings                   -- and with which settings
  FROM split JOIN session USING (session_id) JOIN rules USING (rules_id)
    JOIN run USING (session_id, run) JOIN entry USING (session_id, run, athlete)
  ORDER BY split.session_id, run.position, entry.position, split.point
;
CREATE VIEW split_part AS
  -- View. What the plus-minus of a split is made of; parts add as squares.
  SELECT
    session.name AS session,                     -- the id on the wire
    split.run AS run,                            -- its id within the session
    split.athlete AS athlete,                    -- whose
    split.point AS point,                        -- of the athlete's course, from 0
    part.value ->> 0 AS what,                    -- a few words
    part.value ->> 1 AS pm_us                    -- one standard deviation
  FROM split JOIN session USING (session_id), json_each(split.pm_parts) AS part
;
CREATE VIEW athlete AS
  -- View. Everyone who was ever entered, by name.
  SELECT
    athlete,                                     -- the name
    sum(entries) AS entries,                     -- in so many runs
    sum(runs) AS runs,                           -- that the athlete started in
    min(first_wall_us) AS first_wall_us,         -- the first of them
    max(last_wall_us) AS last_wall_us            -- the last of them
  FROM form GROUP BY athlete
;
CREATE VIEW athlete_best AS
  -- View. An athlete's fastest measured time at each distance: none that does not count, none of a disqualification.
  WITH RECURSIVE passed (athlete, distance_mm, start, at_mm) AS (
    SELECT DISTINCT athlete, distance_mm, start, 0 FROM form
    UNION ALL
    SELECT athlete, distance_mm, start, (
      SELECT min(at_mm) FROM split WHERE split.athlete = passed.athlete
        AND split.distance_mm = passed.distance_mm AND split.start = passed.start
        AND split.at_mm > passed.at_mm AND kind = 'measured' AND excluded = 0 AND provisional = 0)
    FROM passed WHERE at_mm IS NOT NULL)
  SELECT
    passed.athlete AS athlete,                   -- whose
    passed.distance_mm / 1000.0 AS distance_m,   -- of the run
    passed.start AS start,                       -- gun, hand or gate: a flying start is no other's equal
    passed.at_mm / 1000.0 AS at_m,               -- where it was passed
    CASE
      WHEN (split.time_us + 9999) / 10000 < 6000 THEN
        printf('%d.%02d', (split.time_us + 9999) / 1000000,
          (split.time_us + 9999) / 10000 % 100)
      WHEN (split.time_us + 9999) / 10000 < 360000 THEN
        printf('%d:%02d.%02d', (split.time_us + 9999) / 60000000,
          (split.time_us + 9999) / 1000000 % 60, (split.time_us + 9999) / 10000 % 100)
      WHEN split.time_us IS NOT NULL THEN
        printf('%d:%02d:%02d.%02d', (split.time_us + 9999) / 3600000000,
          (split.time_us + 9999) / 60000000 % 60,
          (split.time_us + 9999) / 1000000 % 60, (split.time_us + 9999) / 10000 % 100)
    END AS official,                      -- the time, rounded up to 0.01 s
    split.time_us AS time_us,                    -- the time
    split.pm_us AS pm_us,                        -- one standard deviation of it
    split.certainty AS certainty,                -- that this passage was this athlete's, 0 to 1
    session.name AS session,                     -- in which
    split.run AS run,                            -- in which
    datetime(run.wall_us / 1000000, 'unixepoch') AS utc                                -- when: date and time
  FROM passed JOIN split ON (split.session_id, split.run, split.athlete, split.point) = (
      SELECT one.session_id, one.run, one.athlete, one.point
      FROM split AS one JOIN entry USING (session_id, run, athlete)
      WHERE one.athlete = passed.athlete AND one.distance_mm = passed.distance_mm
        AND one.start = passed.start AND one.at_mm = passed.at_mm
        AND one.kind = 'measured' AND one.excluded = 0 AND one.provisional = 0
        AND entry.status <> 'dq'
      ORDER BY one.time_us LIMIT 1)
    JOIN run ON run.session_id = split.session_id AND run.run = split.run
    JOIN session ON session.session_id = split.session_id
;
CREATE VIEW season AS
  -- View. Each athlete over each distance, year by year.
  SELECT
    strftime('%Y', first_wall_us / 1000000, 'unixepoch') AS year,  -- of the session's first run, UTC
    athlete,                                     -- whose
    distance_mm / 1000.0 AS distance_m,          -- of the runs
    start,                                       -- gun, hand or gate
    sum(runs) AS runs,                           -- that the athlete started in
    sum(finished) AS finished,                   -- so many of them
    min(best_us) AS best_us,                     -- of the finish times
    sum(sum_us) / sum(finished) AS average_us    -- of the finish times
  FROM form WHERE runs > 0
  GROUP BY 1, 2, 3, 4
;
CREATE VIEW edit_history AS
  -- View. Who corrected what, when and why, in the order it was done; what was undone is seen as such.
  SELECT
    session.name AS session,                     -- the id on the wire
    command.line ->> 'run' AS run,               -- its id within the session
    (SELECT datetime((pair.wall_us + (input.t_ns - clock.t_ns) / 1000) / 1000000, 'unixepoch')
      FROM clock_pair AS pair JOIN input AS clock USING (input_id)
      WHERE pair.input_id < input.input_id ORDER BY pair.input_id DESC LIMIT 1) AS utc,                          -- date and time, by the pair of clocks before it
    input.t_ns AS t_ns,                          -- the same on the gate clock
    input.type AS type,                          -- assign, swap, discard, ..., undo or redo
    command.line ->> 'by' AS by,                 -- who; NULL: not said
    command.line ->> 'why' AS why,               -- NULL: not said
    edit.act AS act,                             -- the correction it made, took back or gave back
    act.what AS what,                            -- that correction, a sentence
    act.undone AS undone,                        -- 1: that correction is undone by now
    command.line AS line                         -- all a person said, JSON
  FROM input JOIN session USING (session_id) JOIN command USING (input_id)
    LEFT JOIN edit USING (input_id)
    LEFT JOIN act ON act.session_id = edit.session_id AND act.run = edit.run AND act.act = edit.act
  WHERE input.type IN ('assign', 'swap', 'discard', 'exclude', 'restore', 'add', 'tap', 'status',
    'set_start', 'recall', 'undo', 'redo')
  ORDER BY input.input_id
;
CREATE TRIGGER session_refuses_REPLACE BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM session WHERE session_id = NEW.session_id OR name = NEW.name) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session has this row');
END;
CREATE TRIGGER session_end_refuses_REPLACE BEFORE INSERT ON session_end
WHEN EXISTS (SELECT 1 FROM session_end WHERE session_id = NEW.session_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: session_end has this row');
END;
CREATE TRIGGER input_refuses_REPLACE BEFORE INSERT ON input
WHEN EXISTS (SELECT 1 FROM input WHERE input_id = NEW.input_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: input has this row');
END;
CREATE TRIGGER edge_refuses_REPLACE BEFORE INSERT ON edge
WHEN EXISTS (SELECT 1 FROM edge WHERE input_id = NEW.input_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edge has this row');
END;
CREATE TRIGGER edges_lost_refuses_REPLACE BEFORE INSERT ON edges_lost
WHEN EXISTS (SELECT 1 FROM edges_lost WHERE input_id = NEW.input_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: edges_lost has this row');
END;
CREATE TRIGGER clock_pair_refuses_REPLACE BEFORE INSERT ON clock_pair
WHEN EXISTS (SELECT 1 FROM clock_pair WHERE input_id = NEW.input_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: clock_pair has this row');
END;
CREATE TRIGGER command_refuses_REPLACE BEFORE INSERT ON command
WHEN EXISTS (SELECT 1 FROM command WHERE input_id = NEW.input_id) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: command has this row');
END;
CREATE TRIGGER rules_refuses_REPLACE BEFORE INSERT ON rules
WHEN EXISTS (SELECT 1 FROM rules WHERE rules_id = NEW.rules_id OR (rules_version = NEW.rules_version AND settings = NEW.settings)) BEGIN
  SELECT RAISE(ABORT, 'raw rows are for good: rules has this row');
END;
COMMIT;
