namespace MuBench.Tests.Functions.Orchestrations;

/// <summary>Waits for other threads and processes.</summary>
internal static class Waiting
{
    /// <summary>Waits until a condition holds; the default limit is one minute.</summary>
    public static Task UntilAsync(Func<bool> condition, TimeSpan? limit = null) => UntilAsync(() => Task.FromResult(condition()), limit);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan?)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? limit = null)
    {
        using var late = new CancellationTokenSource(limit ?? TimeSpan.FromMinutes(1));
        while (!await condition())
            await Task.Delay(20, late.Token);
    }
}
