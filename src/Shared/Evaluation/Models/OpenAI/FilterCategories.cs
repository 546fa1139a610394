using System.Text.Json;
using MuBench.Json;

namespace MuBench.Models.OpenAI;

/// <summary>Reads which categories of Azure's content filter were triggered.</summary>
internal static class FilterCategories
{
    /// <summary>The triggered categories with their severity, such as <c>violence: high</c>; null if there are none.</summary>
    public static string? Read(JsonElement? results)
    {
        if (results is not { ValueKind: JsonValueKind.Object } categories)
            return null;
        var filtered = categories.EnumerateObject()
            .Where(category => category.Value.Is("filtered"))
            .Select(category => category.Value.Text("severity") is { } severity ? $"{category.Name}: {severity}" : category.Name);
        var text = string.Join(", ", filtered);
        return text.Length == 0 ? null : text;
    }

    /// <summary>The triggered categories of all filters of a response or an error of the Responses API; null if there are none.</summary>
    public static string? ReadAll(IEnumerable<JsonElement> filters)
    {
        var text = string.Join(", ", filters.Select(filter => Read(filter.TryGetProperty("content_filter_results", out var results) ? results : null)).OfType<string>());
        return text.Length == 0 ? null : text;
    }
}
