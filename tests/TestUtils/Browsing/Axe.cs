using System.Text.Json.Nodes;
using MuBench.TestUtils.Processes;

namespace MuBench.TestUtils.Browsing;

/// <summary>The accessibility checks of axe-core, in the version of <c>tests/axe/package-lock.json</c>.</summary>
public static class Axe
{
    /// <summary>Whether this machine can install it.</summary>
    public static bool IsAvailable => NodeFolder.HasNode;

    /// <summary>Checks a page as it is shown; returns a line per violated rule, with the first element that violates it.</summary>
    public static async Task<IReadOnlyList<string>> CheckAsync(OpenPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var folder = await NodeFolder.EnsureAsync("axe");
        await page.EvaluateAsync<object>(await File.ReadAllTextAsync(Path.Join(folder, "node_modules", "axe-core", "axe.min.js")) + ";null");
        var found = await page.EvaluateAsync<string>("axe.run({ resultTypes: ['violations'] }).then(result => JSON.stringify(result.violations.map(one => `${one.id}: ${one.nodes.length} × ${one.nodes[0].html.slice(0, 200)}`)))");
        return [.. JsonNode.Parse(found)!.AsArray().Select(line => line!.GetValue<string>())];
    }
}
