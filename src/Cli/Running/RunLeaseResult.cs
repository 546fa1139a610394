using MuBench.Storage.Leases;

namespace MuBench.Cli.Running;

/// <summary>What is this process's to do about a run.</summary>
/// <param name="Lease">The run's lease: this process conducts it. Null where another has brought it to its end.</param>
/// <param name="Code">The exit code where it is at its end.</param>
internal readonly record struct RunLeaseResult(HeldLease? Lease, int Code);
