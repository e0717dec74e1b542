/**
 * The statements of an SQL script, without their semicolons. Semicolons inside quotes and comments do not count, and
 * pieces with nothing but comments and space are left out.
 */
export function splitStatements(script: string): readonly string[] {
  const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|;|[\s\S]/g;
  const statements: string[] = [];
  let text = '';
  let says = false;
  const end = () => {
    if (says) statements.push(text.trim());
    text = '';
    says = false;
  };
  for (const [piece] of script.matchAll(token)) {
    if (piece === ';') {
      end();
      continue;
    }
    text += piece;
    if (!piece.startsWith('--') && !piece.startsWith('/*') && piece.trim() !== '') says = true;
  }
  end();
  return statements;
}
