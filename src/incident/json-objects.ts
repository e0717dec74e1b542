import type { JsonMistake } from './zone-export/zone-export.ts';

/** A place in a text; both count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Who is told what a JSON text holds, in its order. */
export interface JsonSink {
  object(value: Readonly<Record<string, unknown>>, place: Place): void;
  /** What stands around a list of objects, with that list empty. Comes after the list's objects. */
  frame(value: Readonly<Record<string, unknown>>, place: Place): void;
  problem(problem: JsonMistake & Place): void;
}

/** No record and no Kubernetes object is longer: etcd holds 1.5 MiB, Route 53 32,000 characters. */
export const JSON_OBJECT_LENGTH_MAX = 4 * 1024 * 1024;

/**
 * Finds the objects of a list in a JSON text that comes in pieces, of any length, and parses them one by one: of a list,
 * of lists of lists, of a list that is a member (`items`, `result`) of an object around it, of several such texts one
 * behind the other. After a mistake it goes on with the next object that begins like those before it.
 *
 * Own code for where the objects begin and end, and the engine's JSON.parse for what they say.
 */
export class JsonObjects {
  readonly #sink: JsonSink;
  readonly #listMembers: ReadonlySet<string>;
  readonly #lists: ('list' | 'member')[] = [];
  readonly #heads: { readonly text: string; readonly place: Place }[] = [];
  /** From the beginning of the object that is being read, or from where reading goes on. */
  #text = '';
  #at = 0;
  #start = 0;
  /** How many brackets of an object are open; 0 between objects. */
  #depth = 0;
  #isInString = false;
  #stringStart = 0;
  #stringEnd = 0;
  #line = 1;
  #lineStart = 0;
  #place: Place = { line: 1, column: 1 };
  #head: { readonly text: string; readonly place: Place } | undefined;
  #isLost = false;

  /** `listMembers` are the members of an object that hold lists of objects to be read one by one. */
  constructor(sink: JsonSink, listMembers: Iterable<string>) {
    this.#sink = sink;
    this.#listMembers = new Set(listMembers);
  }

  push(piece: string): void {
    const from = this.#depth > 0 ? this.#start : Math.min(this.#at, this.#text.length);
    this.#text = this.#text.slice(from) + piece;
    this.#at -= from;
    this.#start -= from;
    this.#stringStart -= from;
    this.#stringEnd -= from;
    this.#lineStart -= from;
    this.#run();
  }

  end(): void {
    this.#run();
    while (this.#depth > 0) {
      const [begin, end] = [this.#place, this.#here()];
      if (!this.#goOnBehind()) {
        this.#sink.problem({ code: 'JSON_TRUNCATED', ...end });
        return;
      }
      this.#sink.problem({ code: 'JSON_SYNTAX', detail: 'the object never ends', ...begin });
      this.#run();
    }
    if (this.#lists.length > 0) this.#sink.problem({ code: 'JSON_TRUNCATED', ...this.#here() });
  }

  #run(): void {
    while (this.#at < this.#text.length) {
      if (this.#depth === 0) this.#readBetween();
      else this.#readObject();
    }
    if (this.#depth > 0 && this.#at - this.#start > JSON_OBJECT_LENGTH_MAX) {
      this.#sink.problem({ code: 'JSON_OBJECT_TOO_LONG', lengthMax: JSON_OBJECT_LENGTH_MAX, ...this.#place });
      if (this.#goOnBehind()) this.#run();
    }
  }

  #readBetween(): void {
    const character = this.#text[this.#at] as string;
    if (character === '{') {
      this.#start = this.#at;
      this.#place = this.#here();
      this.#depth = 1;
    } else if (character === '[') {
      this.#lists.push('list');
    } else if (character === ']' && this.#lists.length > 0) {
      if (this.#lists.pop() === 'member') {
        this.#head = this.#heads.pop();
        this.#start = this.#at;
        this.#depth = 1;
      }
    } else if (character === '\n') {
      this.#newLine();
    } else if (!/[\s,]/.test(character)) {
      this.#skipUnexpected();
    }
    this.#at += 1;
  }

  /** Something that is no object and no list: told once, up to where one of these may begin. */
  #skipUnexpected(): void {
    if (!this.#isLost) {
      const [word = ''] = /^[^\s,[\]{}]{1,20}/.exec(this.#text.slice(this.#at, this.#at + 20)) ?? [];
      const detail = `unexpected ${JSON.stringify(word === '' ? this.#text[this.#at] : word)}`;
      this.#sink.problem({ code: 'JSON_SYNTAX', detail, ...this.#here() });
    }
    const next = this.#text.slice(this.#at + 1).search(/[[\]{\n]/);
    this.#at = next === -1 ? this.#text.length - 1 : this.#at + next;
  }

  #readObject(): void {
    const text = this.#text;
    const { length } = text;
    let at = this.#at;
    let depth = this.#depth;
    let isInString = this.#isInString;
    for (; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === NEW_LINE) {
        this.#at = at;
        this.#newLine();
      } else if (isInString) {
        if (code === QUOTE) {
          isInString = false;
          if (depth === 1) this.#stringEnd = at;
        } else if (code === BACKSLASH) at += 1;
      } else if (code === QUOTE) {
        isInString = true;
        if (depth === 1) this.#stringStart = at + 1;
      } else if (code === OPEN_BRACE) {
        depth += 1;
      } else if (code === OPEN_BRACKET) {
        if (depth === 1 && this.#isListMember()) {
          this.#enterMember(at);
          return;
        }
        depth += 1;
      } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) break;
      }
    }
    this.#at = at;
    this.#depth = depth;
    this.#isInString = isInString;
    if (depth === 0) this.#endObject();
  }

  /** Whether the list that begins here is the one whose objects are wanted. */
  #isListMember(): boolean {
    return (
      this.#head === undefined &&
      !this.#lists.includes('member') &&
      this.#listMembers.has(this.#text.slice(this.#stringStart, this.#stringEnd))
    );
  }

  #enterMember(at: number): void {
    this.#heads.push({ text: this.#text.slice(this.#start, at + 1), place: this.#place });
    this.#lists.push('member');
    this.#depth = 0;
    this.#isInString = false;
    this.#at = at + 1;
  }

  #endObject(): void {
    this.#at += 1;
    const text = this.#text.slice(this.#start, this.#at);
    const head = this.#head;
    this.#head = undefined;
    const place = head?.place ?? this.#place;
    const parsed = parse(head === undefined ? text : head.text + text);
    if ('detail' in parsed) {
      this.#sink.problem({ code: 'JSON_SYNTAX', ...parsed, ...place });
      return;
    }
    this.#isLost = false;
    if (head === undefined) this.#sink.object(parsed.value, place);
    else this.#sink.frame(parsed.value, place);
  }

  /** Gives the object up that is being read, and goes on with the next one that begins with the same member, if any. */
  #goOnBehind(): boolean {
    const behind = this.#text.slice(this.#start + 1);
    const [beginning] = /^\{\s*"[^"\\]{1,64}"\s*:/.exec(this.#text.slice(this.#start, this.#start + 500)) ?? [];
    const next = this.#head !== undefined || beginning === undefined ? -1 : indexOfObject(behind, beginning);
    this.#depth = 0;
    this.#isInString = false;
    this.#head = undefined;
    this.#isLost = true;
    if (next === -1) {
      this.#at = this.#text.length;
      return false;
    }
    const { line, column } = this.#place;
    const passed = behind.slice(0, next);
    const newLines = passed.split('\n').length - 1;
    this.#line = line + newLines;
    this.#at = this.#start + 1 + next;
    this.#lineStart = newLines === 0 ? this.#start - (column - 1) : this.#start + 1 + passed.lastIndexOf('\n') + 1;
    return true;
  }

  #newLine(): void {
    this.#line += 1;
    this.#lineStart = this.#at + 1;
  }

  #here(): Place {
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }
}

function parse(text: string): { readonly value: Record<string, unknown> } | { readonly detail: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    // Whatever else the engine says quotes the text, of which strangers wrote the most.
    const { message } = error as SyntaxError;
    return { detail: /^[^,"]{1,80}/.exec(message)?.[0].trim() ?? 'no JSON' };
  }
}

/** Where an object begins that has the same first member as this beginning of one. */
function indexOfObject(text: string, beginning: string): number {
  const member = beginning.replace(/^\{\s*/, '').replace(/\s*:$/, '');
  const pattern = new RegExp(`\\{\\s*${member.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*:`);
  return text.search(pattern);
}

const NEW_LINE = 0x0a;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
