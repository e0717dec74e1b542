import { byCodeUnit } from '../../kernel/json.ts';
import type { KubernetesObject } from '../../kubernetes/cluster.ts';
import { withoutFinalDot } from '../endpoint/new-endpoint.ts';

/**
 * A `--fqdn-template`: text with actions in double braces.
 *
 * Of Go's templates, what people use for host names: `{{.Name}}`, `{{.Namespace}}`, `{{.Labels.app}}`,
 * `{{.Annotations.key}}`, `{{index .Labels "app.kubernetes.io/name"}}`, and the trim markers `{{-` and `-}}`.
 *
 * *Source:* source/template/engine.go:execTemplate; Go's text/template.
 */
export interface FqdnTemplate {
  readonly pieces: readonly Piece[];
}

type Piece =
  | { readonly piece: 'text'; readonly text: string }
  | { readonly piece: 'field'; readonly field: 'name' | 'namespace' }
  /** `missing` is printed if the map has no such key: a field access and `index` differ in it. */
  | {
      readonly piece: 'member';
      readonly map: 'labels' | 'annotations';
      readonly key: string;
      readonly missing: string;
    };

/** A template, `null` for none (only blanks), or the first action that is not understood and where (from 0). */
export type TemplateReading =
  | { readonly template: FqdnTemplate | null }
  | { readonly unsupported: string; readonly offset: number };

/** Reads a template. */
export function readFqdnTemplate(text: string): TemplateReading {
  if (text.trim() === '') return { template: null };
  const pieces: Piece[] = [];
  let trimsNext = false;
  let offset = 0;
  while (offset < text.length) {
    const open = text.indexOf('{{', offset);
    const end = open === -1 ? text.length : open;
    const action = open === -1 ? null : actionAt(text, open);
    let between = text.slice(offset, end);
    if (trimsNext) between = between.trimStart();
    if (action?.trimsBefore) between = between.trimEnd();
    pieces.push({ piece: 'text', text: between });
    if (open === -1) break;
    const piece = action === null ? undefined : pieceOf(action.body);
    if (action === null || piece === undefined) {
      return { unsupported: action?.source ?? text.slice(open), offset: open };
    }
    pieces.push(piece);
    trimsNext = action.trimsAfter;
    offset = open + action.source.length;
  }
  return { template: { pieces } };
}

/**
 * The host names that a template gives an object: split at commas, less blanks and one final dot each, distinct,
 * sorted, without empty ones.
 */
export function hostnamesFromTemplate(template: FqdnTemplate, object: KubernetesObject): readonly string[] {
  const printed = template.pieces.map((piece) => print(piece, object)).join('');
  const names = printed.split(',').map((name) => withoutFinalDot(name.trim()));
  return [...new Set(names.filter((name) => name !== ''))].sort(byCodeUnit);
}

interface Action {
  readonly source: string;
  readonly body: string;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

function actionAt(text: string, open: number): Action | null {
  const pattern = /\{\{(-\s)?((?:"(?:[^"\\]|\\.)*"|[^"}])*?)(\s-)?\}\}/y;
  pattern.lastIndex = open;
  const match = pattern.exec(text);
  if (match === null) return null;
  const [source, before, body = '', after] = match;
  return { source, body: body.trim(), trimsBefore: before !== undefined, trimsAfter: after !== undefined };
}

const maps = { Labels: 'labels', Annotations: 'annotations' } as const;

function pieceOf(body: string): Piece | undefined {
  if (body === '.Name') return { piece: 'field', field: 'name' };
  if (body === '.Namespace') return { piece: 'field', field: 'namespace' };
  const field = /^\.(Labels|Annotations)\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(body);
  if (field !== null) {
    const [, map, key = ''] = field;
    return { piece: 'member', map: maps[map as keyof typeof maps], key, missing: '<no value>' };
  }
  const indexed = /^index\s+\.(Labels|Annotations)\s+(?:"([^"\\]*)"|`([^`]*)`)$/.exec(body);
  if (indexed !== null) {
    const [, map, quoted, raw] = indexed;
    return { piece: 'member', map: maps[map as keyof typeof maps], key: quoted ?? raw ?? '', missing: '' };
  }
  return undefined;
}

function print(piece: Piece, object: KubernetesObject): string {
  switch (piece.piece) {
    case 'text':
      return piece.text;
    case 'field':
      return object.metadata[piece.field];
    case 'member': {
      const members = object.metadata[piece.map] ?? {};
      return Object.hasOwn(members, piece.key) ? (members[piece.key] as string) : piece.missing;
    }
  }
}
