namespace MuBench.Datasets.Import;

/// <summary>Adds up the progress of reading, copying and indexing in an import.</summary>
internal sealed class ProgressMeter(IProgress<ImportProgress>? progress, long? totalBytes)
{
    private long _bytes;
    private int _rows;
    private volatile string _file = "";

    public void Begin(string file)
    {
        _file = file;
        Report();
    }

    public void AddBytes(long bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Report();
    }

    public void AddRow() => Interlocked.Increment(ref _rows);

    public void Report() => progress?.Report(new ImportProgress(_file, Interlocked.Read(ref _bytes), totalBytes, _rows));
}
