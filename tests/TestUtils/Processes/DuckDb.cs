using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Processes;

/// <summary>DuckDB, in the version of <c>tests/duckdb/package-lock.json</c>: reads files as another program would.</summary>
public static class DuckDb
{
    /// <summary>Whether this machine can run it.</summary>
    public static bool IsAvailable => NodeFolder.HasNode;

    /// <summary>Runs a query and returns its rows.</summary>
    /// <param name="sql">The query; files are named by their full paths.</param>
    public static async Task<IReadOnlyList<JsonObject>> QueryAsync(string sql)
    {
        var folder = await NodeFolder.EnsureAsync("duckdb");
        var rows = await NodeFolder.RunAsync("node", ["query.js"], folder, sql);
        return [.. JsonNode.Parse(rows)!.AsArray().Select(row => row!.AsObject())];
    }
}
