using System.Reflection;

namespace MuBench.Versions;

/// <summary>The version and source commit of this build.</summary>
public static class CodeVersion
{
    /// <summary>The version of the assembly. The SDK appends the commit to the informational version.</summary>
    public static ReportCode Current { get; } = Read();

    private static ReportCode Read()
    {
        var informational = typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return informational.Split('+', 2) is [var version, var commit] ? new ReportCode(version, commit) : new ReportCode(informational, "unknown");
    }
}
