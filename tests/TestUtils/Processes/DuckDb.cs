using System.Text.Json.Nodes;

namespace MuBench.TestUtils.Processes;

/// <summary>DuckDB, as <c>tests/duckdb/package-lock.json</c> pins it: reads files as any other program would.</summary>
public static class DuckDb
{
    /// <summary>Says whether this machine can run it.</summary>
    public static bool IsAvailable => NodeFolder.HasNode;

    /// <summary>Runs a query and gives its rows.</summary>
    /// <param name="sql">The query; files are named by their full paths.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<IReadOnlyList<JsonObject>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        var folder = await NodeFolder.EnsureAsync("duckdb");
        var rows = await NodeFolder.RunAsync("node", ["query.js"], folder, sql, cancellationToken);
        return [.. JsonNode.Parse(rows)!.AsArray().Select(row => row!.AsObject())];
    }
}
