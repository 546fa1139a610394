namespace MuBench.Tests.Arm;

/// <summary>What a template says where it refuses its parameters.</summary>
internal sealed class ArmFailure(string message) : Exception(message);
