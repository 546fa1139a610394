// Reads a query from standard input and writes its rows to standard output as JSON.
const { DuckDBInstance } = require('@duckdb/node-api');
const { text } = require('node:stream/consumers');

async function main() {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(await text(process.stdin));
  process.stdout.write(JSON.stringify(reader.getRowObjectsJS(), (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}

main().catch(fault => {
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = 1;
});
