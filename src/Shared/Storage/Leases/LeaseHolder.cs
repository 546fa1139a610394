namespace MuBench.Storage.Leases;

/// <summary>The process that holds a lease.</summary>
public sealed record LeaseHolder
{
    /// <summary>A random id of this holder. Two holders in one process have different ids.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the machine.</summary>
    public required string Host { get; init; }

    /// <summary>Id of the process on that machine.</summary>
    public required int ProcessId { get; init; }

    /// <summary>What the process does, in words, such as a command.</summary>
    public required string Doing { get; init; }

    /// <summary>
    /// Identifies the process on Linux by boot, process namespace and start time. With it, another process of the same machine
    /// can tell that the holder has ended. Null on other systems.
    /// </summary>
    public string? Instance { get; init; }

    /// <summary>Describes this process as a holder.</summary>
    /// <param name="doing">What the process does, in words.</param>
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
