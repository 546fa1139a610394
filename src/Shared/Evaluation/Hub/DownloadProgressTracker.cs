namespace MuBench.Hub;

/// <summary>Tracks the progress of a download. Safe for concurrent use.</summary>
public sealed class DownloadProgressTracker
{
    private readonly Lock _lock = new();
    private readonly List<FileProgress> _files = [];
    private readonly List<string> _notices = [];
    private long _received;

    /// <summary>The current progress.</summary>
    public DownloadProgress Snapshot()
    {
        lock (_lock)
            return new DownloadProgress([.. _files], _received, [.. _notices]);
    }

    internal void Begin(IEnumerable<string> files)
    {
        lock (_lock)
        {
            _files.Clear();
            _files.AddRange(files.Select(name => new FileProgress(name, DownloadState.Waiting, 0, null)));
        }
    }

    internal void Set(string name, DownloadState state, long? bytes = null, long? length = null) =>
        Change(name, file => file with { State = state, Bytes = bytes ?? file.Bytes, Length = length ?? file.Length });

    internal void Receive(string name, long bytes)
    {
        Interlocked.Add(ref _received, bytes);
        Change(name, file => file with { Bytes = file.Bytes + bytes });
    }

    internal void Notice(string text)
    {
        lock (_lock)
            _notices.Add(text);
    }

    private void Change(string name, Func<FileProgress, FileProgress> change)
    {
        lock (_lock)
        {
            var index = _files.FindIndex(file => file.Name == name);
            _files[index] = change(_files[index]);
        }
    }
}
