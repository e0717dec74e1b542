/**
 * Kubernetes label selectors, as `--label-filter` and `--annotation-filter` take them: `tier=web,env in (a,b),!legacy`.
 *
 * *Source:* k8s.io/apimachinery pkg/labels/selector.go (Parse, Requirement.Matches, NewRequirement).
 */
export interface LabelSelector {
  readonly requirements: readonly Requirement[];
}

export type Requirement =
  | { readonly key: string; readonly operator: 'exists' | '!' }
  | { readonly key: string; readonly operator: '=' | '!=' | 'in' | 'notin'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: '>' | '<'; readonly bound: bigint };

/** A selector, or a sentence about what is wrong with it. The empty text selects everything. */
export type SelectorReading = { readonly selector: LabelSelector } | { readonly problem: string };

/** Reads a selector. */
export function readLabelSelector(text: string): SelectorReading {
  const reader = new SelectorReader(text);
  const requirements: Requirement[] = [];
  try {
    if (!reader.isAtEnd) {
      do requirements.push(reader.requirement());
      while (reader.takeComma());
    }
  } catch (error) {
    if (error instanceof SelectorMistake) return { problem: error.message };
    throw error;
  }
  return { selector: { requirements } };
}

/** Whether all requirements hold. A key that is absent satisfies `!=`, `notin` and `!`, and nothing else. */
export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return selector.requirements.every((requirement) => {
    const { key, operator } = requirement;
    const value = Object.hasOwn(labels, key) ? (labels[key] as string) : undefined;
    switch (operator) {
      case 'exists':
        return value !== undefined;
      case '!':
        return value === undefined;
      case '=':
      case 'in':
        return value !== undefined && requirement.values.includes(value);
      case '!=':
      case 'notin':
        return value === undefined || !requirement.values.includes(value);
      default:
        if (value === undefined || !/^[-+]?\d+$/.test(value)) return false;
        return operator === '>'
          ? BigInt(value.replace('+', '')) > requirement.bound
          : BigInt(value.replace('+', '')) < requirement.bound;
    }
  });
}

class SelectorMistake extends Error {}

const qualifiedName = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const labelValue = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const operators: readonly string[] = ['=', '==', '!=', 'in', 'notin', '>', '<'];

class SelectorReader {
  readonly #tokens: readonly string[];
  #index = 0;

  constructor(text: string) {
    this.#tokens = text.match(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g) ?? [];
  }

  get isAtEnd(): boolean {
    return this.#index >= this.#tokens.length;
  }

  takeComma(): boolean {
    if (this.isAtEnd) return false;
    this.#expect(',', "',' or 'end of string'");
    if (this.isAtEnd) this.#fail("identifier after ','");
    return true;
  }

  requirement(): Requirement {
    const isNegated = this.#peek() === '!';
    if (isNegated) this.#index += 1;
    const key = this.#identifier();
    if (!qualifiedName.test(key)) throw new SelectorMistake(`'${key}' is no label key`);
    if (isNegated) {
      if (!this.isAtEnd && this.#peek() !== ',') this.#fail("',' or 'end of string'");
      return { key, operator: '!' };
    }
    if (this.isAtEnd || this.#peek() === ',') return { key, operator: 'exists' };
    const operator = this.#peek() ?? '';
    if (!operators.includes(operator)) this.#fail(operators.join(', '));
    this.#index += 1;
    if (operator === 'in' || operator === 'notin') return { key, operator, values: this.#list().map(checkedValue) };
    const value = this.isAtEnd || this.#peek() === ',' ? '' : checkedValue(this.#identifier());
    if (operator === '=' || operator === '==') return { key, operator: '=', values: [value] };
    if (operator === '!=') return { key, operator, values: [value] };
    if (!/^[-+]?\d+$/.test(value)) throw new SelectorMistake(`'${value}' is no whole number`);
    return { key, operator: operator as '>' | '<', bound: BigInt(value.replace('+', '')) };
  }

  /** `(a,b)`; pieces may be empty. */
  #list(): readonly string[] {
    this.#expect('(', "'('");
    const values: string[] = [];
    let piece = '';
    for (;;) {
      const token = this.#peek();
      if (token === ',' || token === ')') {
        values.push(piece);
        piece = '';
        this.#index += 1;
        if (token === ')') return values;
      } else if (piece === '') piece = this.#identifier();
      else this.#fail("',' or ')'");
    }
  }

  #identifier(): string {
    const token = this.#peek();
    if (token === undefined || /^[=!(),<>]/.test(token)) this.#fail('identifier');
    this.#index += 1;
    return token as string;
  }

  #expect(token: string, expected: string): void {
    if (this.#peek() !== token) this.#fail(expected);
    this.#index += 1;
  }

  #peek(): string | undefined {
    return this.#tokens[this.#index];
  }

  #fail(expected: string): never {
    throw new SelectorMistake(`found '${this.#peek() ?? ''}', expected: ${expected}`);
  }
}

function checkedValue(value: string): string {
  if (!labelValue.test(value)) throw new SelectorMistake(`'${value}' is no label value`);
  return value;
}
