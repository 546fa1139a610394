using Apache.Arrow;

namespace MuBench.Exports.Rows;

/// <summary>One column of a Parquet export.</summary>
/// <param name="Field">Its name and type.</param>
/// <param name="Build">Makes its values from rows.</param>
internal sealed record ParquetColumn(Field Field, Func<IReadOnlyList<ExportRow>, IArrowArray> Build);
