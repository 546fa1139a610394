using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Storage;

/// <summary>Azurite in the version of <c>tests/azurite/package-lock.json</c>, installed at first use.</summary>
public static class AzuriteInstallation
{
    /// <summary>Whether this machine can run it.</summary>
    public static bool HasNode => NodeFolder.HasNode;

    /// <summary>Installs it and returns its folder.</summary>
    public static Task<string> EnsureAsync() => NodeFolder.EnsureAsync("azurite");
}
