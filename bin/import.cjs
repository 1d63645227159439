// V8 forgets how to answer an `import()` in code that it takes from the code cache; this file is in none.
exports.importModule = (url) => import(url);
