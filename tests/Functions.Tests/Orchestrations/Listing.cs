namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Gathers what comes one by one. Two libraries that the tests load have an extension method of that name.</summary>
internal static class Listing
{
    public static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (var item in items)
            all.Add(item);
        return all;
    }
}
