using Microsoft.Win32.SafeHandles;

namespace MuBench.Weights.Files;

/// <summary>A file with weights, read at positions. Memory use does not depend on the file's size.</summary>
public sealed class WeightFile : IDisposable
{
    private readonly SafeFileHandle _handle;

    private WeightFile(string path, SafeFileHandle handle)
    {
        Path = path;
        _handle = handle;
        Length = RandomAccess.GetLength(handle);
    }

    /// <summary>The file's path.</summary>
    public string Path { get; }

    /// <summary>The name of the file, without its folder.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Length of the file in bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="UserException">The file cannot be opened.</exception>
    public static WeightFile Open(string path)
    {
        try
        {
            return new WeightFile(path, File.OpenHandle(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The weights '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Fills a buffer from a position on.</summary>
    /// <exception cref="UserException">The file ends before the buffer is full, or cannot be read.</exception>
    public void Read(Span<byte> buffer, long position)
    {
        try
        {
            while (buffer.Length > 0)
            {
                var count = RandomAccess.Read(_handle, buffer, position);
                if (count == 0)
                    throw new UserException($"'{Path}' ended at byte {position:N0} while being read: was it changed meanwhile? Run again when nothing writes to it.");
                buffer = buffer[count..];
                position += count;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"The weights '{Path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
