using System.Runtime.CompilerServices;

namespace MuBench.Tests.Functions;

/// <summary>The in-process Durable host logs every request to the console, and takes its level from the environment alone.</summary>
internal static class QuietHosts
{
    [ModuleInitializer]
    internal static void Quiet() => Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
}
