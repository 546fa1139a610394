using MuBench.Storage.Leases;

namespace MuBench.Cli.Running;

/// <summary>Whether this process has to conduct a run.</summary>
/// <param name="Lease">The run's lease, which is being renewed, if this process has to conduct it; null if another process has finished it.</param>
/// <param name="Code">The exit code, if the run is finished.</param>
internal readonly record struct RunLeaseResult(HeldLease? Lease, int Code);
