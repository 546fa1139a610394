using System.Diagnostics;
using System.Reflection;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MuBench.Precompile;

/// <summary>
/// Assemblies with native code beside their IL (ReadyToRun), each compiled once and kept under the hash of its content. Such code does not depend on the content of other
/// assemblies, and .NET compiles anew whatever of it does not fit the machine.
/// </summary>
/// <param name="cache">The folder in which images are kept between runs.</param>
internal sealed class NativeImages(string cache) : IDisposable
{
    private readonly Dictionary<string, string> _images = [];
    private readonly string _staging = Directory.CreateTempSubdirectory("mubench-precompile-").FullName;

    private static string Compiler { get; } = Path.Join(
        typeof(NativeImages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Crossgen2").Value,
        "tools",
        OperatingSystem.IsWindows() ? "crossgen2.exe" : "crossgen2");

    /// <summary>Compiles the assemblies of a folder that are not in the cache.</summary>
    /// <exception cref="InvalidOperationException">The compiler failed; the message has its output.</exception>
    public async Task CompileAsync(string folder)
    {
        var missing = new List<(string File, string Image)>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll").Where(IsShared))
        {
            var image = Path.Join(cache, $"{RuntimeInformation.FrameworkDescription} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))[..32]}", Path.GetFileName(file));
            _images[file] = image;
            if (!File.Exists(image))
                missing.Add((file, image));
        }

        if (missing.Count == 0)
            return;
        foreach (var (file, _) in missing)
            File.Copy(file, Path.Join(_staging, Path.GetFileName(file)), overwrite: true);
        await RunAsync([.. missing.Select(assembly => Path.Join(_staging, Path.GetFileName(assembly.File)))], folder);
        foreach (var (file, image) in missing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(image)!);
            File.Move(Path.Join(_staging, Path.GetFileNameWithoutExtension(file) + ".ni.dll"), image, overwrite: true);
        }
    }

    /// <summary>Puts the images of a folder in the place of its assemblies. These may be links to files of others, which stay as they are.</summary>
    public void Place(string folder)
    {
        foreach (var (file, image) in _images.Where(image => Path.GetDirectoryName(image.Key) == folder))
        {
            File.Copy(image, file + ".native", overwrite: true);
            File.Move(file + ".native", file, overwrite: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_staging, recursive: true);

    // The product's own code is what several test processes run much of. Most methods of the tests themselves run once, and of most packages few methods run: to compile all of
    // these takes longer than it saves. An assembly that has native code already is one that was compiled before.
    private static bool IsShared(string file)
    {
        if (!Path.GetFileName(file).StartsWith("mubench", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".Tests.dll", StringComparison.Ordinal))
            return false;
        using var image = new PEReader(File.OpenRead(file));
        return image.HasMetadata && image.PEHeaders.CorHeader is { ManagedNativeHeaderDirectory.Size: 0 } header && header.Flags.HasFlag(CorFlags.ILOnly);
    }

    private static async Task RunAsync(IReadOnlyList<string> assemblies, string folder)
    {
        var runtime = RuntimeEnvironment.GetRuntimeDirectory();
        var web = Path.Join(runtime, "..", "..", "Microsoft.AspNetCore.App", Environment.Version.ToString());
        string[] references = [folder, runtime, web];
        var start = new ProcessStartInfo(Compiler, [.. assemblies, "--single-file-compilation", "--out-near-input", "--targetos", Os, "--targetarch", RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), "-O"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var reference in references.Where(Directory.Exists))
        {
            start.ArgumentList.Add("--reference");
            start.ArgumentList.Add(Path.Join(reference, "*.dll"));
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{Compiler} ended with {process.ExitCode}.\n{output}{await error}");
    }

    private static string Os => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "osx" : "linux";
}
