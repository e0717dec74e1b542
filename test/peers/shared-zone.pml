/*
 * The shared zone of shared-zone.ts for SPIN. OWNERS and NAMES are given with -D; NAMES is 1 or 2.
 *
 * A queue is two pairs of calls at most, of one name each and in the order of the names: per name a phase
 * (0 nothing left, 1 create record, 2 create TXT, 3 delete record, 4 delete TXT). Wishes are kept as "unwanted", so
 * that all variables begin as 0.
 *
 *   spin -a -DOWNERS=3 -DNAMES=2 shared-zone.pml && gcc -O3 -DSAFETY -DNOREDUCE -DBFS pan.c && ./a.out
 */
#ifndef OWNERS
#define OWNERS 3
#endif
#ifndef NAMES
#define NAMES 2
#endif

byte record[NAMES];
byte text[NAMES];
byte phase[OWNERS * NAMES];
bit unwanted[OWNERS * NAMES];

#define P(o, k) phase[(o) * NAMES + (k)]
#define U(o, k) unwanted[(o) * NAMES + (k)]

#if NAMES == 1
#define IDLE(o) (P(o, 0) == 0)
#define DROP(o) P(o, 0) = 0
#define NEXT(o, k) (P(o, k) != 0)
#define WORK(o) CREATES(o, 0) || DELETES(o, 0)
#else
#define IDLE(o) (P(o, 0) == 0 && P(o, 1) == 0)
#define DROP(o) P(o, 0) = 0; P(o, 1) = 0
#define NEXT(o, k) (P(o, k) != 0 && (k == 0 || P(o, 0) == 0))
#define WORK(o) (CREATES(o, 0) || DELETES(o, 0) || CREATES(o, 1) || DELETES(o, 1))
#endif

#define CREATES(o, k) (!U(o, k) && record[k] == 0)
#define DELETES(o, k) (U(o, k) && record[k] != 0 && text[k] == (o) + 1)
#define PLANNED(o, k) (CREATES(o, k) -> 1 : (DELETES(o, k) -> 3 : 0))

#define CALL(o, k) \
	:: d_step { NEXT(o, k) && P(o, k) == 1 -> if :: record[k] != 0 -> DROP(o) :: else -> record[k] = (o) + 1; P(o, k) = 2 fi } \
	:: d_step { NEXT(o, k) && P(o, k) == 2 -> if :: text[k] != 0 -> DROP(o) :: else -> text[k] = (o) + 1; P(o, k) = 0 fi } \
	:: d_step { NEXT(o, k) && P(o, k) == 3 -> record[k] = 0; P(o, k) = 4 } \
	:: d_step { NEXT(o, k) && P(o, k) == 4 -> text[k] = 0; P(o, k) = 0 } \
	:: d_step { U(o, k) = 1 - U(o, k) }

#if NAMES == 1
#define OWNER(o) \
	:: d_step { IDLE(o) && WORK(o) -> P(o, 0) = PLANNED(o, 0) } \
	:: d_step { !IDLE(o) -> DROP(o) } \
	CALL(o, 0)
#else
#define OWNER(o) \
	:: d_step { IDLE(o) && WORK(o) -> P(o, 0) = PLANNED(o, 0); P(o, 1) = PLANNED(o, 1) } \
	:: d_step { !IDLE(o) -> DROP(o) } \
	CALL(o, 0) \
	CALL(o, 1)
#endif

active proctype world() {
	do
	OWNER(0)
#if OWNERS > 1
	OWNER(1)
#endif
#if OWNERS > 2
	OWNER(2)
#endif
	od
}
