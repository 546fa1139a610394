namespace MuBench.Storage.Leases;

/// <summary>Who holds a lease.</summary>
public sealed record LeaseHolder
{
    /// <summary>A random name, of this holder alone: two holders of one process differ in it.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the machine.</summary>
    public required string Host { get; init; }

    /// <summary>Number of the process on that machine.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What it is doing, in words: a command.</summary>
    public required string Doing { get; init; }

    /// <summary>
    /// Tells the process from every other one on Linux: boot, process namespace and moment of its start. Another process of the same
    /// machine sees by it that the holder is gone. Null elsewhere.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>This process as a holder.</summary>
    /// <param name="doing">What it is doing, in words.</param>
    public static LeaseHolder ForThisProcess(string doing) => new()
    {
        Id = Path.GetRandomFileName(),
        Host = Environment.MachineName,
        ProcessId = Environment.ProcessId,
        Doing = doing,
        Instance = ProcessInstance.TryGet(Environment.ProcessId),
    };

    /// <inheritdoc/>
    public override string ToString() => $"process {ProcessId} on {Host} ({Doing})";
}
