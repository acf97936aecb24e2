import { readFileSync } from "node:fs";
import ts from "typescript";

/** One import statement, `import()`, `require()`, `export … from` or `import("…")` type. */
export interface Import {
  specifier: string;
  /** True when nothing of it is left after compilation. */
  typeOnly: boolean;
}

/** Reads what a source file imports. */
export function readImports(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const imported = importOf(node);
    if (imported) found.push(imported);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node)) return statement(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) return statement(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return statement(node.argument.literal, true);
  if (ts.isCallExpression(node) && isLoad(node.expression) && node.arguments[0]) {
    return statement(node.arguments[0], false);
  }
  return undefined;
}

function isLoad(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === "require");
}

function statement(specifier: ts.Node, typeOnly: boolean): Import | undefined {
  return ts.isStringLiteralLike(specifier) ? { specifier: specifier.text, typeOnly } : undefined;
}

/** The npm package of a specifier: `@trace/core/wire` is of `@trace/core`. */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
