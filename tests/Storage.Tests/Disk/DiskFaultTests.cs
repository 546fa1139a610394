using System.Diagnostics;
using System.Runtime.Versioning;
using MuBench.Responses;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskFaultTests : IDisposable
{
    private readonly StorageTestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writing_RootIsAFile_SaysSo()
    {
        var root = Path.Join(_folder.Path, "file");
        await File.WriteAllTextAsync(root, "x", Token);
        var store = new DiskStore(root);
        var path = StorePath.Parse("runs/a.json");
        foreach (var write in new Func<Task>[]
        {
            () => store.WriteAsync(path, "x"u8.ToArray(), Token),
            () => store.TryCreateAsync(path, "x"u8.ToArray(), Token),
            () => store.AppendAsync(path, "x\n"u8.ToArray(), Token),
        })
        {
            var fault = await Assert.ThrowsAsync<StoreException>(write);
            Assert.Contains(root, fault.Message, StringComparison.Ordinal);
            Assert.Contains("in the way", fault.Message, StringComparison.Ordinal);
        }

        Assert.Null(await store.TryReadAsync(path, Token));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task AnyCall_NotPermitted_SaysSo()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
            Assert.Skip("An administrator is permitted everything.");
        var store = new DiskStore(_folder.Path);
        var path = StorePath.Parse("runs/a.json");
        await store.WriteAsync(path, "x"u8.ToArray(), Token);
        File.SetUnixFileMode(Path.Join(_folder.Path, "runs"), UnixFileMode.None);
        try
        {
            foreach (var call in new Func<Task>[] { () => store.TryReadAsync(path, Token), () => store.WriteAsync(path, "y"u8.ToArray(), Token) })
                Assert.Contains("access is denied", (await Assert.ThrowsAsync<StoreException>(call)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.SetUnixFileMode(Path.Join(_folder.Path, "runs"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public async Task ListAsync_FilesInTheMakingAndStrangeNames_AreHidden()
    {
        var store = new DiskStore(_folder.Path);
        var path = StorePath.Parse("runs/a.json");
        await store.WriteAsync(path, async (stream, token) =>
        {
            await stream.WriteAsync("half"u8.ToArray(), token);
            await stream.FlushAsync(token);
            Assert.Empty(store.ListAsync(StorePath.Root, token).ToBlockingEnumerable(token));
            Assert.Single(Directory.EnumerateFiles(Path.Join(_folder.Path, "runs")));
        }, Token);
        if (!OperatingSystem.IsWindows())
            await File.WriteAllTextAsync(Path.Join(_folder.Path, "runs", "a:b"), "x", Token);
        Assert.Equal([path], store.ListAsync(StorePath.Root, Token).ToBlockingEnumerable(Token).Select(item => item.Path));
    }

    [Fact]
    public async Task WriteAsync_LeftoversOfAKilledProcess_AreDeletedOnceOld()
    {
        var folder = Directory.CreateDirectory(Path.Join(_folder.Path, "runs")).FullName;
        string old = Path.Join(folder, ".mubench-a.tmp"), recent = Path.Join(folder, ".mubench-b.tmp"), other = Path.Join(folder, "c.tmp");
        foreach (var file in new[] { old, recent, other })
            await File.WriteAllTextAsync(file, "half", Token);
        File.SetLastWriteTimeUtc(old, DateTime.UnixEpoch);
        File.SetLastWriteTimeUtc(other, DateTime.UnixEpoch);
        await new DiskStore(_folder.Path).WriteAsync(StorePath.Parse("runs/a.json"), "x"u8.ToArray(), Token);
        Assert.Equal([recent, Path.Join(folder, "a.json"), other], Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ListAsync_LinkedFile_HasTheLengthOfItsContent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege there.");
        var store = new DiskStore(Path.Join(_folder.Path, "store"));
        await File.WriteAllTextAsync(Path.Join(_folder.Path, "weights"), "0123456789", Token);
        Directory.CreateDirectory(Path.Join(store.Description, "models", "clip"));
        File.CreateSymbolicLink(Path.Join(store.Description, "models", "clip", "model.onnx"), Path.Join(_folder.Path, "weights"));
        File.CreateSymbolicLink(Path.Join(store.Description, "models", "clip", "dangling"), Path.Join(_folder.Path, "nowhere"));
        var item = Assert.Single(store.ListAsync(StorePath.Root, Token).ToBlockingEnumerable(Token));
        Assert.Equal(("models/clip/model.onnx", 10), (item.Path.Value, item.Length));
    }

    [Fact]
    public async Task Writing_DiskFull_LeavesNothingHalfWritten()
    {
        using var disk = TinyDisk.Mount(_folder.Path);
        var store = new DiskStore(disk.Path);
        StorePath old = StorePath.Parse("runs/a.json"), log = StorePath.Parse("responses/a.jsonl");
        await store.WriteAsync(old, "old"u8.ToArray(), Token);
        await store.AppendAsync(log, "{\"first\":1}\n"u8.ToArray(), Token);
        var large = new byte[2 * 1024 * 1024];
        large.AsSpan().Fill((byte)'x');
        large[^1] = (byte)'\n';

        foreach (var write in new Func<Task>[]
        {
            () => store.WriteAsync(old, large, Token),
            () => store.WriteAsync(StorePath.Parse("runs/b.json"), (stream, token) => stream.WriteAsync(large, token).AsTask(), Token),
            () => store.TryCreateAsync(StorePath.Parse("runs/c.json"), large, Token),
            () => store.AppendAsync(log, large, Token),
        })
        {
            var fault = await Assert.ThrowsAsync<StoreException>(write);
            Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
            Assert.Contains(disk.Path, fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal([log, old], store.ListAsync(StorePath.Root, Token).ToBlockingEnumerable(Token).Select(item => item.Path));
        Assert.Equal("old"u8.ToArray(), await store.TryReadAsync(old, Token));
        Assert.Equal("{\"first\":1}\n"u8.ToArray(), await store.TryReadAsync(log, Token));
        Assert.Equal(2, Directory.EnumerateFiles(disk.Path, "*", SearchOption.AllDirectories).Count());
    }

    [Fact]
    public async Task ResponseLog_DiskFillsUp_HoldsEveryAcknowledgedAnswer()
    {
        using var disk = TinyDisk.Mount(_folder.Path);
        var store = new DiskStore(disk.Path);
        var path = StorePath.Parse("responses/a.jsonl");
        var text = new string('x', 20_000);
        var acknowledged = new List<int>();
        await using var writer = new ResponseLogWriter(store, path);
        var fault = await Assert.ThrowsAsync<StoreException>(async () =>
        {
            for (var row = 0; row < 1000; row++)
            {
                await writer.AppendAsync(new ResponseRecord { Key = $"{row}", Row = row, Question = "stain", Text = text }, Token);
                acknowledged.Add(row);
            }
        });

        Assert.Contains("the disk is full", fault.Message, StringComparison.Ordinal);
        var log = await ResponseLogReader.ReadAsync(store, path, Token);
        Assert.InRange(acknowledged.Count, 10, 60);
        Assert.Equal(acknowledged, log.Records.Values.Select(record => record.Row));
        Assert.Equal(0, log.BrokenLines);
    }

    /// <summary>A file system of one megabyte.</summary>
    private sealed class TinyDisk(string path) : IDisposable
    {
        public string Path { get; } = path;

        public static TinyDisk Mount(string parent)
        {
            Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Mounting a small disk needs root on Linux.");
            var path = Directory.CreateDirectory(System.IO.Path.Join(parent, "disk")).FullName;
            Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", path), "A small disk cannot be mounted here.");
            return new TinyDisk(path);
        }

        public void Dispose() => Run("umount", Path);

        private static bool Run(string program, params string[] arguments)
        {
            using var process = Process.Start(program, arguments);
            return process.WaitForExit(TimeSpan.FromSeconds(30)) && process.ExitCode == 0;
        }
    }
}
