using System.Runtime.CompilerServices;

namespace MuBench.TestUtils;

/// <summary>Waits for other threads and processes. Every wait has a limit and says what it waited for, so that no test stands still without a word.</summary>
public static class Waiting
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="limit">The limit; null for one minute.</param>
    /// <param name="what">What the message says; the text of the condition.</param>
    /// <exception cref="TimeoutException">It does not hold in time.</exception>
    public static Task UntilAsync(Func<bool> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(() => Task.FromResult(condition()), limit, what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, TimeSpan?, string)"/>
    public static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(condition);
        var end = Environment.TickCount64 + (long)(limit ?? MaxWait).TotalMilliseconds;
        while (!await WithinAsync(condition(), limit, what))
        {
            if (Environment.TickCount64 > end)
                throw Late(limit, what);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the end of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="limit">The limit; null for one minute.</param>
    /// <param name="what">What the message says; the text of the task's expression.</param>
    /// <exception cref="TimeoutException">It does not end in time.</exception>
    public static async Task<T> WithinAsync<T>(Task<T> task, TimeSpan? limit = null, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        await WithinAsync((Task)task, limit, what);
        return await task;
    }

    /// <inheritdoc cref="WithinAsync{T}(Task{T}, TimeSpan?, string)"/>
    public static async Task WithinAsync(Task task, TimeSpan? limit = null, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        ArgumentNullException.ThrowIfNull(task);
        if (await Task.WhenAny(task, Task.Delay(limit ?? MaxWait)) != task)
            throw Late(limit, what);
        await task;
    }

    private static TimeoutException Late(TimeSpan? limit, string what) => new($"After {limit ?? MaxWait} still not: {what}");
}
