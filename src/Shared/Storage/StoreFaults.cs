namespace MuBench.Storage;

/// <summary>Faults with the same message in every store.</summary>
public static class StoreFaults
{
    /// <summary>A file that ends before the requested range does.</summary>
    public static StoreException EndsEarly(StorePath path, string store, long offset, int length, long actual) =>
        new($"'{path}' in the store {store} has {actual} bytes, but bytes {offset} to {offset + length} were asked for: "
            + "it is cut short or was replaced. Import the dataset or copy the file again.");
}
