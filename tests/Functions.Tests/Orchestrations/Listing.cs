namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Collects an asynchronous sequence. The tests load two libraries with an extension method of the usual name.</summary>
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
