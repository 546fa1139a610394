namespace MuBench.Tests.Arm;

/// <summary>The template refused its parameters; the message is the template's.</summary>
internal sealed class ArmFailure(string message) : Exception(message);
