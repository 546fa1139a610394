// Azurite for the tests. It ends with the process that started it, however that one ends: its end of our standard
// input closes.
process.stdin.on("end", () => process.exit(0)).resume();
require("azurite/dist/src/azurite.js");
