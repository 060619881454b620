using CortexSharp.Local.Cortex;
using CortexSharp.Local.Storage;

namespace CortexSharp.Local.Engine;

/// <summary>Makes the services of an engine, which in turn read training data through it.</summary>
/// <param name="database">The SQLite file.</param>
/// <param name="trainingData">Runs training queries; not before the engine is complete.</param>
/// <param name="options">The options.</param>
internal delegate CortexServices CortexServicesFactory(LocalDatabase database, ITrainingDataReader trainingData, LocalCortexOptions options);
