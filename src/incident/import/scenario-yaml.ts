import { Document, isCollection, isMap, isScalar, Scalar, visit } from 'yaml';

/** Maps and lists that fit into so many characters are written on one line. */
const widthMax = 160;

/**
 * A scenario as the YAML that a person would write: what fits on one line is on one line, texts of several lines are
 * blocks, the parts of the file stay apart.
 */
export function scenarioYaml(scenario: Readonly<Record<string, unknown>>, heading: readonly string[]): string {
  const document = new Document(scenario, { aliasDuplicateObjects: false });
  document.commentBefore = heading.map((line) => ` ${line}`).join('\n');
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && node.value.includes('\n')) node.type = Scalar.BLOCK_LITERAL;
    },
    Collection(_, node, path) {
      const depth = path.filter(isCollection).length;
      if (depth === 0 || (depth === 1 && isMap(node) && node.items.length > 1) || holdsBlock(node)) return;
      if (JSON.stringify(node.toJSON()).length + 2 * depth <= widthMax) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** YAML documents of objects, as manifests are kept in files. */
export function manifestsYaml(objects: readonly unknown[]): string {
  return objects
    .map((object) => new Document(object, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }))
    .join('---\n');
}

function holdsBlock(node: unknown): boolean {
  let holds = false;
  visit(node as Parameters<typeof visit>[0], {
    Scalar(_, scalar) {
      if (isScalar(scalar) && typeof scalar.value === 'string' && scalar.value.includes('\n')) holds = true;
    },
  });
  return holds;
}
