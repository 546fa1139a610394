// Azurite for the tests. It ends when the process that started it ends in any way, because that closes this process's
// standard input.
process.stdin.on("end", () => process.exit(0)).resume();
require("azurite/dist/src/azurite.js");
