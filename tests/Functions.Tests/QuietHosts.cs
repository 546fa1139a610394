using System.Runtime.CompilerServices;

namespace MuBench.Tests.Functions;

/// <summary>
/// Silences the in-process Durable host, which logs every request to the console and reads its log level from the environment
/// only.
/// </summary>
internal static class QuietHosts
{
    [ModuleInitializer]
    internal static void Quiet() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
}
