using MuBench.Manifests;

namespace MuBench.Cli;

/// <summary>Reads a manifest from the disk.</summary>
internal static class ManifestFile
{
    /// <summary>
    /// Reads a manifest's bytes. Of a file above <see cref="ManifestReader.MaxBytes"/>, only one byte more than that is read, which is
    /// enough for the reader to refuse it.
    /// </summary>
    /// <exception cref="UserException">The file is missing or cannot be read.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            var bytes = new byte[ManifestReader.MaxBytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return bytes.AsSpan(0, length).ToArray();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"{path}: there is no such file.", fault);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new UserException(Directory.Exists(path) ? $"{path}: is a folder; name the manifest's file." : $"{path}: may not be read by this user.", fault);
        }
        catch (Exception fault) when (fault is IOException or NotSupportedException or ArgumentException)
        {
            throw new UserException($"{path}: cannot be read: {fault.Message}", fault);
        }
    }
}
