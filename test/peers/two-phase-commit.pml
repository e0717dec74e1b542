/*
 * Two-phase commit, with the steps of two-phase-commit.ts, for SPIN. MANAGERS (up to 10) is given with -D.
 *
 *   spin -a -DMANAGERS=9 two-phase-commit.pml && gcc -O3 -DSAFETY -DNOREDUCE -DBFS pan.c && ./a.out
 */
#ifndef MANAGERS
#define MANAGERS 8
#endif
#define ALL ((1 << MANAGERS) - 1)

byte manager[MANAGERS]; /* 0 working, 1 prepared, 2 committed, 3 aborted */
byte coordinator;       /* 0 init, 1 committed, 2 aborted */
short known;            /* bit per manager: the coordinator knows that it has prepared */
short prepared;         /* bit per manager: the message that it has */
bit commitSent;
bit abortSent;

#define HAS(set, i) ((set & (1 << (i))) != 0)

#define MANAGER(i) \
	:: d_step { coordinator == 0 && HAS(prepared, i) -> known = known | (1 << (i)) } \
	:: d_step { manager[i] == 0 -> manager[i] = 1; prepared = prepared | (1 << (i)) } \
	:: d_step { manager[i] == 0 -> manager[i] = 3 } \
	:: d_step { commitSent -> manager[i] = 2 } \
	:: d_step { abortSent -> manager[i] = 3 }

active proctype world() {
	do
	:: d_step { coordinator == 0 && known == ALL -> coordinator = 1; commitSent = 1 }
	:: d_step { coordinator == 0 -> coordinator = 2; abortSent = 1 }
	MANAGER(0)
#if MANAGERS > 1
	MANAGER(1)
#endif
#if MANAGERS > 2
	MANAGER(2)
#endif
#if MANAGERS > 3
	MANAGER(3)
#endif
#if MANAGERS > 4
	MANAGER(4)
#endif
#if MANAGERS > 5
	MANAGER(5)
#endif
#if MANAGERS > 6
	MANAGER(6)
#endif
#if MANAGERS > 7
	MANAGER(7)
#endif
#if MANAGERS > 8
	MANAGER(8)
#endif
#if MANAGERS > 9
	MANAGER(9)
#endif
	od
}
